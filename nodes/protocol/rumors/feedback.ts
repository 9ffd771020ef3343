/** Bit i of a feedback: whether update i of the message before was needed. Bits that are missing say no. */
export function isNeeded(needed: Uint8Array, index: number): boolean {
  return ((needed[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

export function setNeeded(needed: Uint8Array, index: number): void {
  needed[index >> 3] = (needed[index >> 3] ?? 0) | (1 << (index & 7));
}

/** Every feedback of one byte: most messages have few updates, and nobody changes a feedback. */
const ofOneByte = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));

/** The bits of a message's updates. */
export function feedbackOf(needed: readonly boolean[]): Uint8Array {
  if (needed.length > 0 && needed.length <= 8) {
    return ofOneByte[needed.reduce((byte, isNeeded, i) => byte | (isNeeded ? 1 << i : 0), 0)]!;
  }
  const bits = emptyFeedback(needed.length);
  needed.forEach((isNeeded, i) => {
    if (isNeeded) setNeeded(bits, i);
  });
  return bits;
}

/** Room for the bits of `count` updates. */
export function emptyFeedback(count: number): Uint8Array {
  return new Uint8Array((count + 7) >> 3);
}
