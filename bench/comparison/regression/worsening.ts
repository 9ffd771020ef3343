import type { FigureSense } from '../compare-figure.js';
import { effectOfMedians, type Interval } from '../statistics/median-effect.js';
import { medianOf } from '../statistics/order-statistics.js';
import { rankTest } from '../statistics/rank-test.js';

/**
 * How much worse than before, as factors of at least 1: twice the latency and half of the throughput are both 2. Infinity where there is no ratio:
 * from 0 to more, and from a number to beyond the deadline.
 */
export type Worsening = Interval;

/** For distances alone, a percentile beyond the deadline counts as so many times the largest that was measured. */
const beyondFactor = 10;

/** Finite values in the place of what is beyond the deadline, so that distances exist; never to be shown. */
export function withinReach(values: readonly number[]): number[] {
  const largest = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, value) : most), 0);
  return values.map((value) => (Number.isFinite(value) ? value : largest * beyondFactor || 1));
}

/** Quick: without interval. Undefined where a factor is meaningless: there are no values, or some below 0. */
export function worseningOf(
  better: FigureSense['better'],
  before: readonly number[],
  after: readonly number[],
): number | undefined {
  if (before.length === 0 || after.length === 0) return undefined;
  if ([...before, ...after].some((value) => value < 0)) return undefined;
  return worseBy(better, medianOf(before), medianOf(after));
}

function worseBy(better: FigureSense['better'], before: number, after: number): number {
  // Both 0, or both beyond the deadline: no change that is seen.
  if (before === after) return 1;
  return better === 'higher' ? before / after : after / before;
}

/**
 * Whether the runs after are worse by at least a share: the near edge of the 95 % interval lies beyond it, and the rank test agrees. Undefined where
 * they are not.
 */
export function shownWorsening(
  better: FigureSense['better'],
  before: readonly number[],
  after: readonly number[],
  { least, level }: { readonly least: number; readonly level: number },
): Worsening | undefined {
  const quick = worseningOf(better, before, after);
  if (quick === undefined || quick <= 1 + least || rankTest(before, after).p > level) return undefined;
  const worsening = effectOfMedians(after, before, (one, other) => worseBy(better, other, one));
  return worsening.low > 1 + least ? worsening : undefined;
}
