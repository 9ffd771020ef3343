/** Bit i of a feedback: whether update i of the message before was needed. Bits that are missing say no. */
export function isNeeded(needed: Uint8Array, index: number): boolean {
  return ((needed[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

export function setNeeded(needed: Uint8Array, index: number): void {
  needed[index >> 3] = (needed[index >> 3] ?? 0) | (1 << (index & 7));
}

/** Of messages with one update, which most are where there is little to tell; nobody changes a feedback. */
const ofOne = { needed: Uint8Array.of(1), unneeded: Uint8Array.of(0) };

/** The bits of a message's updates. */
export function feedbackOf(needed: readonly boolean[]): Uint8Array {
  if (needed.length === 1) return needed[0] ? ofOne.needed : ofOne.unneeded;
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
