import { errorFunction } from 'simple-statistics';

/** The two-sided test of Mann and Whitney (1947) that two samples come from one distribution. */
export interface RankTest {
  /** Pairs (a, b) with a > b, a tie counting one half: 0 to a.length × b.length. */
  readonly u: number;
  readonly p: number;
  readonly method: 'exact' | 'normal';
}

/** Above so many values in both samples the normal approximation is as good, and the exact distribution slow. */
const mostExact = 40;

/**
 * Ties share their mean rank, in the exact distribution too (all ways to deal the ranks to the samples are equally likely). Infinity is a
 * value like any other: larger than the rest. @throws RangeError where a sample is empty
 */
export function rankTest(a: readonly number[], b: readonly number[]): RankTest {
  if (a.length === 0 || b.length === 0) throw new RangeError('a rank test takes two samples, one is empty');
  const doubled = doubledRanks([...a, ...b]);
  const doubledSum = doubled.slice(0, a.length).reduce((sum, rank) => sum + rank, 0);
  const u = doubledSum / 2 - (a.length * (a.length + 1)) / 2;
  if (doubled.length <= mostExact) {
    return { u, p: exactP(doubled, a.length, doubledSum), method: 'exact' };
  }
  return { u, p: normalP(doubled, u, a.length), method: 'normal' };
}

/** Twice the midrank of each value: whole numbers, also with ties. */
function doubledRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    let [below, equal] = [0, 0];
    for (const other of values) {
      if (other < value) below += 1;
      else if (other === value) equal += 1;
    }
    return 2 * below + equal + 1;
  });
}

/** Share of all choices of `size` ranks whose sum is at least as far from the mean as the one seen. */
function exactP(doubled: readonly number[], size: number, seenSum: number): number {
  const ways = waysBySum(doubled, size);
  const mean = size * (doubled.length + 1);
  const distance = Math.abs(seenSum - mean);
  let [all, asFar] = [0, 0];
  for (const [sum, count] of ways) {
    all += count;
    if (Math.abs(sum - mean) >= distance) asFar += count;
  }
  return asFar / all;
}

/** In how many ways `size` of the ranks have each sum. */
function waysBySum(ranks: readonly number[], size: number): ReadonlyMap<number, number> {
  const chosen = Array.from({ length: size + 1 }, () => new Map<number, number>());
  chosen[0]!.set(0, 1);
  for (const rank of ranks) {
    for (let count = size; count > 0; count -= 1) {
      for (const [sum, ways] of chosen[count - 1]!) {
        chosen[count]!.set(sum + rank, (chosen[count]!.get(sum + rank) ?? 0) + ways);
      }
    }
  }
  return chosen[size]!;
}

/** With the correction for ties and for continuity (Lehmann 1975, section 1.3). */
function normalP(doubled: readonly number[], u: number, size: number): number {
  const n = doubled.length;
  const other = n - size;
  const sizes = new Map<number, number>();
  for (const rank of doubled) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  const ties = [...sizes.values()].reduce((sum, tied) => sum + tied ** 3 - tied, 0);
  const variance = ((size * other) / 12) * (n + 1 - ties / (n * (n - 1)));
  if (variance === 0) return 1;
  const z = Math.max(0, Math.abs(u - (size * other) / 2) - 0.5) / Math.sqrt(variance);
  return 1 - errorFunction(z / Math.SQRT2);
}
