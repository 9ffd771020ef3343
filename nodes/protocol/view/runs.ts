/** Runs of integers as flat pairs `lo, hi, lo, hi, …` (both included): ascending, disjoint, not adjacent. */
export type Runs = readonly number[];

/** What is in `a` and not in `b`, in time linear in the number of runs. */
export function subtractRuns(a: Runs, b: Runs): number[] {
  const rest: number[] = [];
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    let lo = a[i]!;
    const hi = a[i + 1]!;
    while (j < b.length && b[j + 1]! < lo) j += 2;
    // A run of b that reaches beyond hi may cut the next run of a too: j stays on it.
    for (let k = j; k < b.length && b[k]! <= hi && lo <= hi; k += 2) {
      if (b[k]! > lo) rest.push(lo, b[k]! - 1);
      lo = b[k + 1]! + 1;
    }
    if (lo <= hi) rest.push(lo, hi);
  }
  return rest;
}

/** What is in both. */
export function intersectRuns(a: Runs, b: Runs): number[] {
  return subtractRuns(a, subtractRuns(a, b));
}
