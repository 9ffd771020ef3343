/** Bit i of a feedback: whether update i of the message before was needed. Bits that are missing say no. */
export function isNeeded(needed: Uint8Array, index: number): boolean {
  return ((needed[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

export function setNeeded(needed: Uint8Array, index: number): void {
  needed[index >> 3] = (needed[index >> 3] ?? 0) | (1 << (index & 7));
}

/** On one update, which is all that most messages carry. Nobody changes a feedback. */
const unneeded = Uint8Array.of(0);
const needed = Uint8Array.of(1);

/** Of a message's updates, in order, whether each was needed. */
export function feedbackOf(flags: readonly boolean[]): Uint8Array {
  if (flags.length === 1) return flags[0] ? needed : unneeded;
  const bits = emptyFeedback(flags.length);
  flags.forEach((isSet, i) => {
    if (isSet) setNeeded(bits, i);
  });
  return bits;
}

/** Room for the bits of `count` updates. */
export function emptyFeedback(count: number): Uint8Array {
  return new Uint8Array((count + 7) >> 3);
}
