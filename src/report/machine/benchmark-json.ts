import type { NightResult } from '../../nightly/night-result.js';
import { metricCatalog } from '../metric-catalog.js';

/** One figure as benchmark dashboards take it. */
export interface BenchmarkFigure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
}

/**
 * A night's medians by the direction that is better: dashboards take each as a file of its own. What is beyond the deadline is no number, and left
 * out.
 */
export function benchmarkFigures(night: NightResult, better: 'lower' | 'higher'): BenchmarkFigure[] {
  return night.entries.flatMap(({ name, medians }) =>
    metricCatalog
      .filter((metric) => metric.better === better)
      .flatMap(({ path, label, unit }) => {
        const value = medians[path];
        return typeof value === 'number' ? [{ name: `${name}: ${label}`, unit, value }] : [];
      }),
  );
}
