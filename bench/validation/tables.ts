import type { Cell, ReproducedTable } from './demers.js';
import type { NightsRow } from './nights/nights-rows.js';
import type { RoundsRow } from './rounds-to-inform.js';
import { marginOfMean } from './spread.js';

const symbols: Readonly<Record<Cell['figure'], string>> = {
  residue: 'residue s',
  traffic: 'traffic m',
  tLast: 't_last',
  tAve: 't_ave',
};

/** A table of Demers 1987 in Markdown: a line a figure. */
export function demersTable({ title, by, rows }: ReproducedTable): string {
  const trials = rows[0]?.cells[0]?.measured.trials ?? 0;
  const lines = rows.flatMap(({ k, cells }) => cells.map((cell) => demersLine(k, cell)));
  const head = ['k', 'figure', 'published', 'simulated', 'deviation of a trial', 'expected', 'verdict'];
  return `${title} (${by}, ${trials} trials a row)\n\n${markdown(head, lines)}`;
}

function demersLine(k: number, { figure, published, measured, range, judged, agrees }: Cell): string[] {
  const expected = `${number(Math.max(0, range.low))} to ${number(range.high)}`;
  const verdict = judged ? verdictOf(agrees) : 'not judged';
  return [
    String(k),
    symbols[figure],
    published,
    number(measured.mean),
    number(measured.deviation),
    judged ? expected : '',
    verdict,
  ];
}

/** Rounds to inform all, in Markdown. */
export function roundsTable(rows: readonly RoundsRow[]): string {
  const head = ['mode', 'n', 'by', 'trials', 'formula', 'simulated', 'above', '99 % margin', 'verdict'];
  const lines = rows.map(({ mode, by, nodes, measured, formula, agrees }) => [
    mode,
    String(nodes),
    by,
    String(measured.trials),
    formula.toFixed(2),
    measured.mean.toFixed(2),
    (measured.mean - formula).toFixed(2),
    marginOfMean(measured).toFixed(2),
    verdictOf(agrees),
  ]);
  return `Rounds to inform all n, one call a node and round (Pittel 1987, Karp 2000)\n\n${markdown(head, lines)}`;
}

/** How the detection of regressions did on synthetic histories, in Markdown. */
export function nightsTable(rows: readonly NightsRow[]): string {
  const head = ['noise', 'figure', 'trials', 'share', '99 % interval', 'bound', 'verdict'];
  const lines = rows.map(({ noise, figure, trials, share, low, high, bound, agrees }) => [
    noise,
    figure,
    String(trials),
    percent(share),
    `${percent(low)} to ${percent(high)}`,
    bound,
    verdictOf(agrees),
  ]);
  return `Regressions called by nightly, on synthetic histories\n\n${markdown(head, lines)}`;
}

const percent = (share: number): string => `${number(share * 100)} %`;

export const verdictOf = (agrees: boolean): string => (agrees ? 'agrees' : 'DISAGREES');

const number = (value: number): string => (value === 0 ? '0' : String(Number(value.toPrecision(3))));

/** A table in Markdown, its columns as wide as they need. */
export function markdown(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) =>
    Math.max(3, title.length, ...lines.map((line) => line[i]?.length ?? 0)),
  );
  const text = (line: readonly string[]): string =>
    `| ${widths.map((width, i) => (line[i] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [text(head), rule, ...lines.map(text)].join('\n');
}
