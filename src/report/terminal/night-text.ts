import type { NightResult } from '../../nightly/night-result.js';
import { improvementText, regressionText } from '../../nightly/regression-text.js';
import { duration, quantityText } from '../format.js';
import { alignedRows } from './aligned-rows.js';
import { shortCommit } from './history-text.js';
import { indented, statusWord } from './result-text.js';
import type { Style } from './style.js';

/** The verdict of a night, of which suite and commit. */
export const nightLine = (
  { suite, verdict, durationMs, commit, overrides }: NightResult,
  style: Style,
): string =>
  `${statusWord(verdict.status, style)} suite ${suite}${overrides === '' ? '' : ` with ${overrides}`}, commit ${shortCommit(commit)}, ${quantityText(duration(durationMs))}`;

/** A night for a terminal: its entries, what is worse, the verdict. */
export function nightText(night: NightResult, style: Style, width = 100): string {
  const { entries, regressions, dismissed, improvements, verdict } = night;
  const rows = entries.map(({ name, runs }) => [
    name,
    runs.map(({ status }) => ({ pass: '✓', fail: '✗', unknown: '?' })[status]).join(''),
  ]);
  const [worse, better] = [regressions.map(regressionText), improvements.map(improvementText)];
  const said = new Set([...worse, ...better]);
  const wrapped = (texts: readonly string[]): string[] =>
    texts.flatMap((text) => indented(`- ${text}`, width));
  return [
    alignedRows(rows, ['left', 'left']),
    ...(dismissed.length > 0
      ? ['Looked worse, but not in the repeated runs:', ...wrapped(dismissed.map(regressionText))]
      : []),
    ...(better.length > 0 ? [style('bold', 'Better'), ...wrapped(better)] : []),
    ...(worse.length > 0 ? [style('bold', 'Worse'), ...wrapped(worse)] : []),
    ...wrapped(verdict.reasons.filter((reason) => !said.has(reason))),
    nightLine(night, style),
  ].join('\n');
}
