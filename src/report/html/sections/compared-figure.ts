import type { ComparisonRow } from '../../../comparison/comparison-result.js';
import { effectText, medianText, pText } from '../../../comparison/effect-text.js';
import { isBetter, isWorse } from '../../../comparison/summary.js';
import { figureFormat } from '../../terminal/comparison-text.js';
import { html, type Markup } from '../html.js';
import { effectBar } from './effect-bar.js';

/** The columns of `comparedFigure`. */
export const comparedHead = (first: string, second: string): string[] => [
  'figure',
  'verdict',
  first,
  second,
  `${second} ÷ ${first}, 95 %`,
  '¼ to 4 times',
  'p',
];

/** A row of a table that sets two sides beside each other; how many runs each has. */
export function comparedFigure(
  row: ComparisonRow,
  runs: { readonly base: number; readonly subject: number },
): Markup {
  const format = figureFormat(row.path);
  const effect = effectText(row.effect, row.unit);
  return html`<tr><th scope="row">${row.label}</th><td class="${verdictTone(row)}">${row.verdict}</td><td>${medianText(row.base, runs.base, format)}</td><td>${medianText(row.subject, runs.subject, format)}</td><td class="measured">${effect}</td><td class="effect-cell">${effectBar(row.effect, effect)}</td><td>${pText(row.adjustedP)}</td></tr>
`;
}

/** The class of a verdict: good, bad or neutral news. */
export function verdictTone({ verdict }: ComparisonRow): string {
  if (isWorse(verdict)) return 'bad';
  return isBetter(verdict) ? 'good' : 'neutral';
}
