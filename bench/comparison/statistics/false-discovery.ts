/**
 * p-values adjusted for being many (Benjamini and Hochberg 1995): of the tests whose adjusted value is at most q, a share of at most q is
 * expected to be false. Where no difference is real, the probability that any is shown is at most q.
 */
export function adjustForMany(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(pValues.length);
  let least = 1;
  for (const [position, index] of order.entries()) {
    const rank = pValues.length - position;
    least = Math.min(least, (pValues[index]! * pValues.length) / rank);
    adjusted[index] = least;
  }
  return adjusted;
}
