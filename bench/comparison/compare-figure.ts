import { differenceOfMedians, type Interval, ratioOfMedians } from './statistics/median-effect.js';
import { medianOf } from './statistics/order-statistics.js';
import { type RankTest, rankTest } from './statistics/rank-test.js';

/** The better direction of a figure, and its unit. */
export interface FigureSense {
  readonly better: 'lower' | 'higher' | 'neither';
  readonly unit: string;
}

/** A value of result.json: a number, or the text of what is larger than any (`> deadline`, `never`). */
export type FigureValue = number | string;

/** From the first to the second: what the second's median is times the first's, or how much more. */
export interface Effect extends Interval {
  /** difference: in the figure's unit, where a value is 0 or below and a ratio is meaningless. */
  readonly kind: 'ratio' | 'difference';
}

/** One figure of two sets of runs. */
export interface FigureComparison {
  /** Absent where a side has no value, or a median is beyond the deadline. */
  readonly effect?: Effect;
  /** Absent where a side has no value. */
  readonly rank?: RankTest;
}

/** Of fewer runs a side no difference is claimed: the least p of 4 and 4 is 0.03, and of 30 figures one would be shown by chance. */
export const fewestRuns = 5;

export function compareFigure(
  base: readonly FigureValue[],
  subject: readonly FigureValue[],
): FigureComparison {
  if (base.length === 0 || subject.length === 0) return {};
  const [one, other] = [base.map(asNumber), subject.map(asNumber)];
  const effect = effectOf(one, other);
  return { ...(effect ? { effect } : {}), rank: rankTest(one, other) };
}

export const asNumber = (value: FigureValue): number =>
  typeof value === 'number' ? value : Number.POSITIVE_INFINITY;

function effectOf(base: readonly number[], subject: readonly number[]): Effect | undefined {
  const all = [...base, ...subject];
  if (!Number.isFinite(medianOf(base)) || !Number.isFinite(medianOf(subject))) return undefined;
  const positive = all.every((value) => value > 0);
  const interval = positive ? ratioOfMedians(subject, base) : differenceOfMedians(subject, base);
  // A resample may have had its median beyond the deadline: then there is no interval to state.
  const stated = [interval.low, interval.high].every(Number.isFinite);
  return stated ? { kind: positive ? 'ratio' : 'difference', ...interval } : undefined;
}

/** The effect that would be none. */
export const noEffect = ({ kind }: Effect): number => (kind === 'ratio' ? 1 : 0);

export type ComparisonVerdict =
  | 'faster'
  | 'slower'
  | 'better'
  | 'worse'
  | 'higher'
  | 'lower'
  | 'no difference shown'
  | 'too few runs'
  /** A side did not measure it, or what is beyond one deadline would be compared with what is within another. */
  | 'not comparable';

/** What a difference that was shown is called: `up` where the second is larger. */
export function differenceWord({ better, unit }: FigureSense, up: boolean): ComparisonVerdict {
  if (better === 'neither') return up ? 'higher' : 'lower';
  const isBetter = up === (better === 'higher');
  if (unit === 'ms') return isBetter ? 'faster' : 'slower';
  return isBetter ? 'better' : 'worse';
}
