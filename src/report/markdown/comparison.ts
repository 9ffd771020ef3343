import type { Difference } from '../../../bench/comparison/environment.js';
import type { Comparison, ComparisonRow } from '../../comparison/comparison-result.js';
import { effectText, medianText, pText } from '../../comparison/effect-text.js';
import { isBetter, isWorse } from '../../comparison/summary.js';
import { figureFormat } from '../terminal/comparison-text.js';
import { markdownTable, plainMarkdown } from './markdown.js';

/** A comparison for a pull request: what was shown is open, the rest behind a click. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { base, subject, environment, settings, notices, figures, summary } = comparison;
  const shown = figures.filter(({ verdict }) => isWorse(verdict) || isBetter(verdict));
  return [
    `### gossip-bench: ${plainMarkdown(summary)}`,
    `First: ${side(base)}. Second: ${side(subject)}.`,
    ...differenceParts('Environment', environment),
    ...differenceParts('Setting', settings),
    ...notices.map((notice) => `- ${plainMarkdown(notice)}`),
    ...(shown.length > 0 ? [figureTable(shown, comparison)] : []),
    `<details><summary>All ${figures.length} figures</summary>\n\n${figureTable(figures, comparison)}\n\n</details>`,
  ].join('\n\n');
}

const side = ({ name, runs }: Comparison['base']): string => `${plainMarkdown(name)} (${runs.length} runs)`;

function differenceParts(title: string, differences: readonly Difference[]): string[] {
  if (differences.length === 0) return [`${title}: the same on both sides.`];
  const rows = differences.map(({ name, base, subject }) =>
    [name, base.join(', '), subject.join(', ')].map(plainMarkdown),
  );
  return [`${title} differs:`, markdownTable(['', 'first', 'second'], rows)];
}

const figureTable = (rows: readonly ComparisonRow[], { base, subject }: Comparison): string =>
  markdownTable(
    ['figure', 'first', 'second', 'second ÷ first (95 %)', 'p', 'verdict'],
    rows.map((row) => {
      const format = figureFormat(row.path);
      return [
        row.label,
        medianText(row.base, base.runs.length, format),
        medianText(row.subject, subject.runs.length, format),
        effectText(row.effect, row.unit),
        pText(row.adjustedP),
        isWorse(row.verdict) ? `**${row.verdict}**` : row.verdict,
      ].map((text) => (text.startsWith('**') ? text : plainMarkdown(text)));
    }),
  );
