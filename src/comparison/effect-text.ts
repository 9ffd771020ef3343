import type { Effect } from '../../bench/comparison/compare-figure.js';
import { formatNumber } from '../report/format.js';
import type { ComparisonRow } from './comparison-result.js';

/** `2.03× [1.96, 2.1]`, or a difference with its sign and unit; a dash where there is none. */
export function effectText(effect: Effect | undefined, unit: string): string {
  if (!effect) return '–';
  const { kind, value, low, high } = effect;
  if (kind === 'ratio') return `${formatNumber(value)}× [${formatNumber(low)}, ${formatNumber(high)}]`;
  return `${signed(value)} ${unit} [${signed(low)}, ${signed(high)}]`;
}

/** The median of a side of so many runs, as the catalog shows the figure; and how many measured it, where not all did. */
export function medianText(
  side: ComparisonRow['base'],
  runs: number,
  format: (value: number | string) => string,
): string {
  if (!side) return 'not measured';
  const median = format(side.median);
  return side.count < runs ? `${median} (${side.count} of ${runs} runs)` : median;
}

/** Three digits, and never 0 for what is more. */
export const pText = (p: number | undefined): string => {
  if (p === undefined) return '–';
  return p < 0.001 ? '< 0.001' : formatNumber(p);
};

const signed = (value: number): string =>
  value === 0 ? '0' : `${value < 0 ? '−' : '+'}${formatNumber(Math.abs(value))}`;
