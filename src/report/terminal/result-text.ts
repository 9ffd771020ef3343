import wrapAnsi from 'wrap-ansi';
import type { Result, Verdict } from '../../../bench/result/result.js';
import type { RunFolder } from '../../store/run-folder.js';
import { nodeName } from '../spec-value.js';
import { faultLines } from './fault-lines.js';
import { figuresTable } from './figures-table.js';
import type { Style } from './style.js';

const colours = { pass: 'green', fail: 'red', unknown: 'yellow' } as const;

export const statusWord = (status: Verdict['status'], style: Style): string =>
  style(['bold', colours[status]], status.toUpperCase());

/** `PASS`, `FAIL` or `UNKNOWN`, and of which run. */
export function verdictLine({ verdict, spec, context, runId, state, phase }: Result, style: Style): string {
  const word = statusWord(verdict.status, style);
  const ended = state === 'completed' ? '' : ` (${state} in phase ${phase})`;
  const node = nodeName(spec);
  const whose = node === undefined ? '' : `${node}, `;
  return `${word} ${String(spec.name)} ${runId}${ended}: ${whose}${context.runtime} runtime, seed ${context.seed}`;
}

const reasonLines = ({ reasons }: Verdict, width: number): string[] =>
  reasons.flatMap((reason) => indented(`- ${reason}`, width));

/** Everything a terminal shows of one run: verdict with reasons, figures, faults, files. */
export function resultText(result: Result, folder: RunFolder, style: Style, width = 80): string {
  const faults = faultLines(result.faults).flatMap((line) => indented(line, width));
  const files = [folder.report, folder.result, folder.journal].map((path) => `  ${path}`);
  return [
    verdictLine(result, style),
    ...reasonLines(result.verdict, width),
    ...indented(result.context.runtimeReason, width),
    '',
    figuresTable(result.metrics, style),
    ...(faults.length > 0 ? [style('bold', 'Links and faults'), ...faults] : []),
    style('bold', 'Files'),
    ...files,
  ].join('\n');
}

/** Wrapped, and set in from the left, the first line least. */
export const indented = (text: string, width: number): string[] =>
  wrapAnsi(text, Math.max(20, Math.min(width, 100) - 4))
    .split('\n')
    .map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`));
