import type { Metrics } from '../../../bench/result/result.js';
import { metricCatalog, readMetric } from '../metric-catalog.js';
import type { MetricGroup } from '../metric-row.js';
import { alignedRows } from './aligned-rows.js';
import type { Style } from './style.js';

const titles: Record<MetricGroup, string> = {
  dissemination: 'Dissemination',
  cost: 'Cost',
  load: 'Load',
  recovery: 'Recovery',
  detection: 'Failure detection',
  correctness: 'Correctness',
};

/** The headline figures with their units, group by group; a figure that was not measured has no row. */
export function figuresTable(metrics: Metrics, style: Style): string {
  const sections = (Object.keys(titles) as MetricGroup[]).flatMap((group) => {
    const rows = figureRows(metrics, group);
    return rows.length > 0
      ? [`${style('bold', titles[group])}\n${alignedRows(rows, ['left', 'right', 'left'])}`]
      : [];
  });
  return sections.join('\n');
}

function figureRows(metrics: Metrics, group: MetricGroup): string[][] {
  return metricCatalog
    .filter((metric) => metric.group === group)
    .flatMap(({ path, label, format }) => {
      const value = readMetric(metrics, path);
      if (value === undefined) return [];
      const { value: text, unit } = format(value);
      return [[label.padEnd(labelWidth), text, unit]];
    });
}

/** All groups share one width, so that their numbers stand below each other. */
const labelWidth = Math.max(...metricCatalog.map(({ label }) => label.length));
