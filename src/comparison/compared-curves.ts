import type { CurvePoint } from '../../bench/comparison/curves/fraction-at.js';
import { meanCurve } from '../../bench/comparison/curves/mean-curve.js';
import { readAnalysis } from '../experiment/read-analysis.js';
import type { ComparisonCurves } from '../report/html/charts/chart.js';
import type { RunFolder } from '../store/run-folder.js';

interface RunCurves {
  readonly infection: readonly CurvePoint[];
  readonly latency: readonly CurvePoint[];
}

/** The mean curves of each side, from its runs' journals. @throws CodedError RUN_UNREADABLE */
export async function readComparisonCurves(
  sides: readonly { readonly name: string; readonly folders: readonly RunFolder[] }[],
): Promise<ComparisonCurves> {
  const curves: RunCurves[][] = [];
  for (const { folders } of sides) curves.push(await curvesOf(folders));
  return {
    names: sides.map(({ name }) => name),
    infection: curves.map((runs) => meanCurve(runs.map(({ infection }) => infection))),
    latency: curves.map((runs) => meanCurve(runs.map(({ latency }) => latency))),
  };
}

/** One journal after the other: each may be large. */
async function curvesOf(folders: readonly RunFolder[]): Promise<RunCurves[]> {
  const curves: RunCurves[] = [];
  for (const folder of folders) {
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
