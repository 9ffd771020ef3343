import { settingText } from '../../experiment/setting-text.js';
import type { SweepResult, SweptCell, SweptGrowth } from '../../experiment/sweep.js';
import { formatNumber } from '../format.js';
import { catalogMetric } from '../metric-catalog.js';
import { sweptFigures } from '../swept-figures.js';
import { alignedRows } from './aligned-rows.js';

/** The grid, a row a cell, what was found beside the first, and how the figures grow. */
export function sweepText({ cells, growth, comparisons = [] }: SweepResult): string {
  const found = comparisons.map(({ base, summary }) => `Beside ${settingText(base)}: ${summary}.`);
  return [
    gridText(cells),
    ...footnotes(cells),
    ...(found.length > 0 ? ['', ...found] : []),
    ...(growth.length > 0 ? ['', growthText(growth)] : []),
  ].join('\n');
}

function gridText(cells: readonly SweptCell[]): string {
  const axes = Object.keys(cells[0]?.setting ?? {});
  const shown = sweptFigures.filter((path) => cells.some(({ summary }) => summary[path] !== undefined));
  const head = [...axes, ...shown.map((path) => labelOf(path)), 'runs'];
  const rows = cells.map(({ setting, summary, runs, verdicts }) => [
    ...axes.map((axis) => String(setting[axis])),
    ...shown.map((path) => figureText(summary[path]?.median)),
    `${runs}${oddVerdicts(verdicts)}`,
  ]);
  return alignedRows(
    [head, ...rows],
    [...axes, ...shown, ''].map(() => 'right'),
    { hasHead: true },
  );
}

/** Why figures of a cell are dashes. */
const footnotes = (cells: readonly SweptCell[]): string[] =>
  cells.flatMap(({ setting, absent = [] }) =>
    absent.map((sentence) => `${notReported} ${settingText(setting)}: ${sentence}`),
  );

const notReported = '–';

function labelOf(path: string): string {
  const metric = catalogMetric(path);
  return metric ? `${metric.label}${metric.unit === '' ? '' : `, ${metric.unit}`}` : path;
}

function figureText(value: number | string | undefined): string {
  if (value === undefined) return notReported;
  return typeof value === 'string' ? value : formatNumber(value);
}

/** Only what is not as it should be. */
function oddVerdicts(verdicts: SweptCell['verdicts']): string {
  const odd = verdicts.filter((status) => status !== 'pass');
  return odd.length > 0 ? ` (${odd.join(', ')})` : '';
}

function growthText(growth: readonly SweptGrowth[]): string {
  const rows = growth.map(({ figure, setting, perDoubling, rSquared, verdict }) => [
    [labelOf(figure), settingText(setting)].filter((text) => text !== '').join(', '),
    signedInterval(perDoubling),
    formatNumber(rSquared),
    verdict,
  ]);
  const head = ['', 'a doubling of the nodes adds (95 %)', 'R²', 'growth'];
  return alignedRows([head, ...rows], ['left', 'right', 'right', 'left'], { hasHead: true });
}

/** `+1.2 [+1.1, +1.3]` */
export const signedInterval = ({ value, low, high }: SweptGrowth['perDoubling']): string =>
  `${signed(value)} [${signed(low)}, ${signed(high)}]`;

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${formatNumber(Math.abs(value))}`;
