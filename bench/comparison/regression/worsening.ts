import { median } from 'simple-statistics';
import type { FigureSense } from '../compare-figure.js';
import { type Interval, ratioOfMedians } from '../statistics/median-effect.js';
import { rankTest } from '../statistics/rank-test.js';

/** How much worse than before, as factors of at least 1: twice the latency and half of the throughput are both 2. */
export type Worsening = Interval;

/** A percentile beyond the deadline counts as so many times the largest that was measured. */
const beyondFactor = 10;

/** Finite values in the place of what is beyond the deadline, so that medians and distances exist. */
export function withinReach(values: readonly number[], among: readonly number[] = values): number[] {
  const largest = among.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, value) : most), 0);
  return values.map((value) => (Number.isFinite(value) ? value : largest * beyondFactor));
}

/** Quick: without interval. Undefined where a ratio is meaningless: some value is 0 or below. */
export function worseningOf(
  better: FigureSense['better'],
  before: readonly number[],
  after: readonly number[],
): number | undefined {
  const [one, other] = comparable(before, after);
  if (one.length === 0 || other.length === 0 || [...one, ...other].some((value) => value <= 0))
    return undefined;
  const ratio = median(other) / median(one);
  return better === 'higher' ? 1 / ratio : ratio;
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
  const [one, other] = comparable(before, after);
  const worsening = better === 'higher' ? ratioOfMedians(one, other) : ratioOfMedians(other, one);
  return worsening.low > 1 + least ? worsening : undefined;
}

const comparable = (before: readonly number[], after: readonly number[]): [number[], number[]] => {
  const all = [...before, ...after];
  return [withinReach(before, all), withinReach(after, all)];
};
