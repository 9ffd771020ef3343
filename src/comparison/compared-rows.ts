import { compareFigures, type FigurePair } from '../../bench/comparison/compare-figures.js';
import type { Metrics } from '../../bench/result/result.js';
import { summarizeFigures } from '../experiment/group.js';
import { metricCatalog, readMetric } from '../report/metric-catalog.js';
import type { ComparisonRow } from './comparison-result.js';

/** What the runs of two sides measured. */
export interface MeasuredSides {
  readonly base: readonly Metrics[];
  readonly subject: readonly Metrics[];
  /** The sides' runs censor at different times; see `FigurePair`. */
  readonly deadlinesDiffer: boolean;
}

/**
 * For each pair of sides, every figure of the catalog that some run of it measured; not those of a simulation, which is no measurement. All pairs
 * are one family of tests: p is adjusted for the number of figures over all of them.
 */
export function comparedRows(pairs: readonly MeasuredSides[]): ComparisonRow[][] {
  const families = pairs.map((sides) => ({ sides, metrics: measuredMetrics(sides) }));
  const compared = compareFigures(
    families.flatMap(({ sides, metrics }) =>
      metrics.map(
        ({ path, better, unit }): FigurePair => ({
          path,
          better,
          unit,
          base: valuesOf(sides.base, path),
          subject: valuesOf(sides.subject, path),
          deadlinesDiffer: sides.deadlinesDiffer,
        }),
      ),
    ),
  );
  let next = 0;
  return families.map(({ metrics }) =>
    metrics.map(({ path: _, label, unit, better, base, subject }): ComparisonRow => {
      const figure = compared[next]!;
      next += 1;
      return { ...figure, label, unit, better, ...(base && { base }), ...(subject && { subject }) };
    }),
  );
}

function measuredMetrics({ base, subject }: MeasuredSides) {
  const [one, other] = [summarizeFigures(base), summarizeFigures(subject)];
  return metricCatalog
    .filter(({ path }) => !path.startsWith('prediction.') && (one[path] ?? other[path]))
    .map((metric) => ({ ...metric, base: one[metric.path], subject: other[metric.path] }));
}

const valuesOf = (metrics: readonly Metrics[], path: string): (number | string)[] =>
  metrics.map((one) => readMetric(one, path)).filter((value) => value !== undefined);
