import type { NightResult } from '../../nightly/night-result.js';
import { improvementText, regressionText } from '../../nightly/regression-text.js';
import { figureFormat } from '../terminal/comparison-text.js';
import { shortCommit } from '../terminal/history-text.js';
import { markdownTable, plainMarkdown } from './markdown.js';

const signs = { pass: '✅', fail: '❌', unknown: '❔' } as const;
const headline = [
  'fullDisseminationMs.p50',
  'fullDisseminationMs.p99',
  'reach',
  'trafficPerUpdatePerNode',
] as const;

/** A night as a job summary. */
export function nightMarkdown(night: NightResult): string {
  const { suite, overrides, verdict, commit, regressions, dismissed, improvements, entries } = night;
  const [worse, better] = [regressions.map(regressionText), improvements.map(improvementText)];
  const said = new Set([...worse, ...better]);
  return [
    `## ${signs[verdict.status]} gossip-bench, suite ${plainMarkdown(suite)}: ${verdict.status}`,
    `Commit \`${shortCommit(commit)}\`${overrides === '' ? '' : `, with \`${overrides}\``}.`,
    ...listed('### Regressions, confirmed by repeated runs', worse),
    ...listed('### Better than before', better),
    ...listed(
      '',
      verdict.reasons.filter((reason) => !said.has(reason)),
    ),
    ...listed('Looked worse, but not in the repeated runs:', dismissed.map(regressionText)),
    entryTable(entries),
  ].join('\n\n');
}

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0
    ? []
    : [...(title === '' ? [] : [title]), lines.map((line) => `- ${plainMarkdown(line)}`).join('\n')];

const entryTable = (entries: NightResult['entries']): string =>
  markdownTable(
    ['entry', 'runs', 'full dissemination p50', 'p99', 'reach', 'traffic'],
    entries.map(({ name, runs, medians }) => [
      name,
      runs.map(({ status }) => signs[status]).join(''),
      ...headline.map((path) => (medians[path] === undefined ? '–' : figureFormat(path)(medians[path]))),
    ]),
  );
