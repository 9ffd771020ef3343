/** Bit i of a feedback: whether update i of the message before was needed. Bits that are missing say no. */
export function isNeeded(needed: Uint8Array, index: number): boolean {
  return ((needed[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

export function setNeeded(needed: Uint8Array, index: number): void {
  needed[index >> 3] = (needed[index >> 3] ?? 0) | (1 << (index & 7));
}

/** That none of up to eight updates was needed; most messages carry no more. Nobody changes it. */
const unneeded = Uint8Array.of(0);
/** That of one update. */
const needed = Uint8Array.of(1);
const none = emptyFeedback(0);

/** On so many updates, of which those at these places were needed. */
export function feedbackOf(count: number, places: readonly number[]): Uint8Array {
  if (count === 0) return none;
  if (count <= 8 && places.length === 0) return unneeded;
  if (count === 1) return needed;
  const bits = emptyFeedback(count);
  for (const place of places) setNeeded(bits, place);
  return bits;
}

/** Room for the bits of `count` updates. */
export function emptyFeedback(count: number): Uint8Array {
  return new Uint8Array((count + 7) >> 3);
}
