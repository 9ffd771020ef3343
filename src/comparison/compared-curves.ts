import type { CurvePoint } from '../../bench/comparison/curves/fraction-at.js';
import { meanCurve } from '../../bench/comparison/curves/mean-curve.js';
import { readAnalysis } from '../experiment/read-analysis.js';
import type { ComparisonCurves } from '../report/html/charts/chart.js';
import type { RunSet } from './run-set.js';

interface RunCurves {
  readonly infection: readonly CurvePoint[];
  readonly latency: readonly CurvePoint[];
}

/** The mean curves of both sides, from their runs' journals. @throws CodedError RUN_UNREADABLE */
export async function readComparisonCurves(base: RunSet, subject: RunSet): Promise<ComparisonCurves> {
  const [one, other] = [await curvesOf(base), await curvesOf(subject)];
  return {
    names: ['first', 'second'],
    infection: [
      meanCurve(one.map(({ infection }) => infection)),
      meanCurve(other.map(({ infection }) => infection)),
    ],
    latency: [meanCurve(one.map(({ latency }) => latency)), meanCurve(other.map(({ latency }) => latency))],
  };
}

/** One journal after the other: each may be large. */
async function curvesOf({ runs }: RunSet): Promise<RunCurves[]> {
  const curves: RunCurves[] = [];
  for (const { folder } of runs) {
    const { metrics, series } = (await readAnalysis(folder)).analysis;
    curves.push({
      infection: metrics.infectionCurve ?? [],
      latency: (series.propagation?.cdf ?? []).map(({ percentile, ms }) => ({
        ms,
        fraction: percentile / 100,
      })),
    });
  }
  return curves;
}
