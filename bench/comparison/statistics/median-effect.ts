import { createRng } from '../../../nodes/protocol/rng.js';
import { medianOf, quantileOf } from './order-statistics.js';

/** An estimate with its 95 % percentile-bootstrap interval (Efron and Tibshirani 1993, chapter 13). */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const resamples = 2_000;

/** Median of `subject` over median of `baseline`. Both samples hold positive numbers; the same samples give the same interval. */
export const ratioOfMedians = (subject: readonly number[], baseline: readonly number[]): Interval =>
  effectOfMedians(subject, baseline, (one, other) => one / other);

/** Median of `subject` less median of `baseline`, for figures that may be 0 or below. */
export const differenceOfMedians = (subject: readonly number[], baseline: readonly number[]): Interval =>
  effectOfMedians(subject, baseline, (one, other) => one - other);

/** Any effect of two medians; its interval is NaN where some resamples have none, as two medians beyond the deadline have no ratio. */
export function effectOfMedians(
  subject: readonly number[],
  baseline: readonly number[],
  effect: (subject: number, baseline: number) => number,
): Interval {
  const rng = createRng(1);
  const resample = (values: readonly number[]) =>
    medianOf(values.map(() => values[rng.below(values.length)]!));
  const effects = Array.from({ length: resamples }, () => effect(resample(subject), resample(baseline)));
  const isWhole = !effects.some(Number.isNaN);
  return {
    value: effect(medianOf(subject), medianOf(baseline)),
    low: isWhole ? quantileOf(effects, 0.025) : Number.NaN,
    high: isWhole ? quantileOf(effects, 0.975) : Number.NaN,
  };
}
