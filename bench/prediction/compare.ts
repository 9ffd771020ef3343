import { fractionAt } from '../comparison/curves/fraction-at.js';
import type { Metrics } from '../result/result.js';
import type { Prediction } from './prediction.js';

type Curve = Prediction['infectionCurve'];
type Percentile = NonNullable<Metrics['fullDisseminationMs']>['p50'];

/** The error of a run's prediction; undefined where the run has no curve of its own. */
export function comparePrediction(
  { infectionCurve, fullDisseminationMs }: Prediction,
  measured: Metrics,
): Metrics['prediction'] {
  if (!measured.infectionCurve?.length || !measured.fullDisseminationMs) return undefined;
  return {
    infectionCurve,
    curveError: farthest(measured.infectionCurve, infectionCurve),
    fullDisseminationMs: { p50: fullDisseminationMs.p50, p99: fullDisseminationMs.p99 },
    ...relativeError(fullDisseminationMs.p50, measured.fullDisseminationMs.p50),
  };
}

/** The largest distance of two curves at the points of either, as the statistic of Kolmogorov and Smirnov. */
function farthest(one: Curve, other: Curve): number {
  const times = [...one, ...other].map(({ ms }) => ms);
  return times.reduce((most, ms) => Math.max(most, Math.abs(fractionAt(one, ms) - fractionAt(other, ms))), 0);
}

/** (predicted − measured) / measured; absent where either lies beyond the deadline. */
function relativeError(
  predicted: Percentile,
  measured: Percentile,
): { readonly fullDisseminationP50Error?: number } {
  if (typeof predicted !== 'number' || typeof measured !== 'number' || measured <= 0) return {};
  return { fullDisseminationP50Error: (predicted - measured) / measured };
}
