import type { SweepResult, SweptCell, SweptGrowth } from '../../experiment/sweep.js';
import { formatNumber } from '../format.js';
import { metricCatalog } from '../metric-catalog.js';
import { alignedRows } from './aligned-rows.js';

/** Columns of the grid. */
const figures = [
  'rounds.t50',
  'rounds.last',
  'fullDisseminationMs.p50',
  'fullDisseminationMs.p99',
  'reach',
  'trafficPerUpdatePerNode',
  'byteOverhead',
] as const;

/** The grid, a row a cell, and how its figures grow. */
export function sweepText({ cells, growth }: SweepResult): string {
  return [gridText(cells), ...(growth.length > 0 ? ['', growthText(growth)] : [])].join('\n');
}

function gridText(cells: readonly SweptCell[]): string {
  const axes = Object.keys(cells[0]?.setting ?? {});
  const shown = figures.filter((path) => cells.some(({ summary }) => summary[path] !== undefined));
  const head = [...axes, ...shown.map((path) => labelOf(path)), 'runs'];
  const rows = cells.map(({ setting, summary, runs, verdicts }) => [
    ...axes.map((axis) => String(setting[axis])),
    ...shown.map((path) => figureText(summary[path]?.median)),
    `${runs}${oddVerdicts(verdicts)}`,
  ]);
  const isCompared = axes.includes('node') && rows.some((row) => row.includes(notReported));
  const table = alignedRows(
    [head, ...rows],
    [...axes, ...shown, ''].map(() => 'right'),
    { hasHead: true },
  );
  return isCompared
    ? `${table}\n${notReported} This node does not report what the figure needs; the report of its run says what.`
    : table;
}

const notReported = '–';

const metricOf = (path: string) => metricCatalog.find((metric) => metric.path === path);

function labelOf(path: string): string {
  const metric = metricOf(path);
  return metric ? `${metric.label}${metric.unit === '' ? '' : `, ${metric.unit}`}` : path;
}

function figureText(value: number | string | undefined): string {
  if (value === undefined) return notReported;
  return typeof value === 'string' ? value : formatNumber(value);
}

/** Only what is not as it should be. */
function oddVerdicts(verdicts: SweptCell['verdicts']): string {
  const odd = (verdicts ?? []).filter((status) => status !== 'pass');
  return odd.length > 0 ? ` (${odd.join(', ')})` : '';
}

function growthText(growth: readonly SweptGrowth[]): string {
  const rows = growth.map(({ figure, setting, perDoubling, rSquared, verdict }) => [
    [labelOf(figure), ...Object.entries(setting).map(([axis, value]) => `${axis} ${value}`)].join(', '),
    `${signed(perDoubling.value)} [${signed(perDoubling.low)}, ${signed(perDoubling.high)}]`,
    formatNumber(rSquared),
    verdict,
  ]);
  const head = ['', 'a doubling of the nodes adds (95 %)', 'R²', 'growth'];
  return alignedRows([head, ...rows], ['left', 'right', 'right', 'left'], { hasHead: true });
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${formatNumber(Math.abs(value))}`;
