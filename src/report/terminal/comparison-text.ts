import type { Difference } from '../../../bench/comparison/environment.js';
import type { Comparison, ComparisonRow } from '../../comparison/comparison-result.js';
import { effectText, medianText, pText } from '../../comparison/effect-text.js';
import { isBetter, isWorse } from '../../comparison/summary.js';
import { quantityText } from '../format.js';
import { catalogMetric } from '../metric-catalog.js';
import { alignedRows } from './aligned-rows.js';
import type { Style } from './style.js';

/** A comparison for a terminal: what differs in the surroundings first, then the figures, then what was found. */
export function comparisonText(comparison: Comparison, style: Style): string {
  const { base, subject, environment, settings, notices, figures, summary } = comparison;
  return [
    ...differenceLines('Environment', 'the same on both sides', environment, style),
    ...differenceLines('Setting', 'the same on both sides', settings, style),
    ...notices,
    '',
    `first:  ${base.name}, ${runs(base.runs.length)}`,
    `second: ${subject.name}, ${runs(subject.runs.length)}`,
    alignedRows(
      [
        ['', 'first', 'second', 'second ÷ first (95 %)', 'p', ''],
        ...figures.map((row) => rowOf(row, comparison, style)),
      ],
      ['left', 'right', 'right', 'right', 'right', 'left'],
      { hasHead: true },
    ),
    style('bold', `${summary}.`),
  ].join('\n');
}

const runs = (count: number): string => `${count} ${count === 1 ? 'run' : 'runs'}`;

function differenceLines(
  title: string,
  none: string,
  differences: readonly Difference[],
  style: Style,
): string[] {
  if (differences.length === 0) return [`${style('bold', title)}: ${none}`];
  const lines = differences.map(
    ({ name, base, subject }) => `  ${name}: ${base.join(', ')} → ${subject.join(', ')}`,
  );
  return [`${style('bold', title)} differs`, ...lines];
}

function rowOf(row: ComparisonRow, { base, subject }: Comparison, style: Style): string[] {
  const format = figureFormat(row.path);
  return [
    row.label,
    medianText(row.base, base.runs.length, format),
    medianText(row.subject, subject.runs.length, format),
    effectText(row.effect, row.unit),
    pText(row.adjustedP),
    coloured(row, style),
  ];
}

/** How the catalog shows a figure. */
export function figureFormat(path: string): (value: number | string) => string {
  const metric = catalogMetric(path);
  return (value) => (metric ? quantityText(metric.format(value)) : String(value));
}

function coloured({ verdict }: ComparisonRow, style: Style): string {
  if (isWorse(verdict)) return style('red', verdict);
  return isBetter(verdict) ? style('green', verdict) : verdict;
}
