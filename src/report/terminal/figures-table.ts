import Table from 'cli-table3';
import type { Metrics } from '../../../bench/result/result.js';
import { metricCatalog, readMetric } from '../metric-catalog.js';
import type { MetricGroup } from '../metric-row.js';
import type { Style } from './style.js';

const titles: Record<MetricGroup, string> = {
  dissemination: 'Dissemination',
  cost: 'Cost',
  load: 'Load',
  recovery: 'Recovery',
  detection: 'Failure detection',
  correctness: 'Correctness',
};

const noLines = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((name) => [name, '']),
);

/** Rows without lines around them; the columns are as wide as they need. */
export function alignedRows(rows: readonly (readonly string[])[], align: ('left' | 'right')[]): string {
  const table = new Table({
    chars: noLines,
    style: { head: [], border: [], 'padding-left': 2, 'padding-right': 0 },
    colAligns: align,
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replaceAll(/ +$/gm, '');
}

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
