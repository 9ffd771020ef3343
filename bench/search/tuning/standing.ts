import type { Interval } from './noise.js';
import type { Setting } from './space.js';

/** How one setting keeps one promise in one scenario. */
export interface PromiseStanding {
  readonly scenario: number;
  readonly promise: number;
  /** One figure a repetition. */
  readonly measured: readonly (number | string)[];
  /** Mean excess (see excess.ts), the low end of its 95 % interval, and what the next run stays below with 95 %. */
  readonly excess: number;
  readonly low: number;
  readonly bound: number;
  /** What that bound comes to with many repetitions. */
  readonly settled: number;
  /** Variance of the mean excess. */
  readonly variance: number;
}

/** What is known of one setting. */
export interface Standing {
  readonly setting: Setting;
  /** Those that all scenarios have. */
  readonly repetitions: number;
  readonly promises: readonly PromiseStanding[];
  /** For each cost, over the scenarios; undefined before every scenario was run, and where one of them is no number. */
  readonly prices: readonly Interval[] | undefined;
}

/** Of fewer repetitions nothing is claimed: their spread is hardly known. */
export const leastRepetitions = 3;

/** kept: the next run keeps every promise, with 95 %. broken: one is missed, beyond its interval. open: more runs would tell. */
export type Verdict = 'kept' | 'broken' | 'open';

export function verdictOf(standing: Standing): Verdict {
  if (standing.promises.some(({ low }) => low > 0)) return 'broken';
  return standing.repetitions >= leastRepetitions && looksKept(standing) ? 'kept' : 'open';
}

/** By the runs so far, however few. */
export const looksKept = ({ promises, prices }: Standing): boolean =>
  prices !== undefined && promises.every(({ bound }) => bound <= 0);

/** The promise that is nearest to being missed, or missed by most; undefined where none was measured. */
export const bindingOf = ({ promises }: Standing): PromiseStanding | undefined =>
  promises.reduce<PromiseStanding | undefined>(
    (worst, one) => (worst === undefined || one.bound > worst.bound ? one : worst),
    undefined,
  );

/** The largest mean excess: above 0, some promise is missed on the mean. */
export const excessOf = ({ promises }: Standing): number =>
  promises.reduce((most, { excess }) => Math.max(most, excess), Number.NEGATIVE_INFINITY);

/** The excess of a setting of which nothing is promised. */
const noPromise = -6;

/** The worst promise's excess, as it would stand with many repetitions. */
export const settledOf = ({ promises }: Standing): number =>
  promises.reduce((most, { settled }) => Math.max(most, settled), noPromise);
