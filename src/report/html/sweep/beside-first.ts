import type { ComparisonRow } from '../../../comparison/comparison-result.js';
import { effectText, medianText } from '../../../comparison/effect-text.js';
import { isBetter, isWorse } from '../../../comparison/summary.js';
import { settingText } from '../../../experiment/setting-text.js';
import type { SweepResult, SweptCell } from '../../../experiment/sweep.js';
import type { SweptComparison } from '../../../experiment/sweep-comparisons.js';
import { figureFormat } from '../../terminal/comparison-text.js';
import { scrollTable, section } from '../figure.js';
import { html, type Markup } from '../html.js';
import { comparedFigure, comparedHead, verdictTone } from '../sections/compared-figure.js';

/** Each cell beside the first of its size; undefined of a sweep that did not run in turns. */
export function besideFirst({ cells, comparisons = [] }: SweepResult): Markup | undefined {
  if (comparisons.length === 0) return undefined;
  const bases = [...new Set(comparisons.map(({ base }) => base))];
  return section(
    'beside',
    'Each setting beside the first',
    html`${bases.map((base) =>
      besideOne(
        base,
        comparisons.filter((one) => one.base === base),
        cells,
      ),
    )}`,
    'Medians over the runs; below each, its ratio to the first with a 95 % interval. A difference is shown if that interval excludes 1 (or 0) and a rank test, adjusted for the number of figures of all tables, has p ≤ 0.05.',
  );
}

function besideOne(
  base: SweptComparison['base'],
  comparisons: readonly SweptComparison[],
  cells: readonly SweptCell[],
): Markup {
  const first = settingText(base);
  return html`<h3>Beside ${first}</h3>
${overview(base, comparisons, cells)}
${comparisons.map((comparison) => everyFigure(comparison, cells))}
`;
}

/** A row a figure in which some difference was shown, a column a cell. */
function overview(
  base: SweptComparison['base'],
  comparisons: readonly SweptComparison[],
  cells: readonly SweptCell[],
): Markup {
  const figures = new Map(
    comparisons.flatMap(({ figures: rows }) => rows.filter(isShown).map((row) => [row.path, row] as const)),
  );
  if (figures.size === 0) return html`<p>No difference shown.</p>`;
  const head = ['figure', ...[base, ...comparisons.map(({ subject }) => subject)].map(settingText)];
  const rows = [...figures.values()].map(({ path, label }) => {
    const beside = comparisons.map(({ subject, figures: rows }) =>
      besideCell(
        rows.find((row) => row.path === path),
        runsOf(cells, subject),
      ),
    );
    const [first] = comparisons.flatMap(({ figures: rows }) => rows.filter((row) => row.path === path));
    return html`<tr><th scope="row">${label}</th><td>${medianText(first?.base, runsOf(cells, base), figureFormat(path))}</td>${beside}</tr>
`;
  });
  return scrollTable(`Beside ${settingText(base)}`, head, rows);
}

function besideCell(row: ComparisonRow | undefined, runs: number): Markup {
  if (!row) return html`<td>not measured</td>`;
  const { path, subject, verdict, effect, unit } = row;
  const ratio = effect && html`<br><span class="beside">${effectText(effect, unit)}</span>`;
  return html`<td>${medianText(subject, runs, figureFormat(path))}${ratio}<br><span class="beside ${verdictTone(row)}">${verdict}</span></td>`;
}

const everyFigure = ({ base, subject, summary, figures }: SweptComparison, cells: readonly SweptCell[]) => {
  const runs = { base: runsOf(cells, base), subject: runsOf(cells, subject) };
  const name = settingText(subject);
  return html`<details class="below"><summary>${name} beside ${settingText(base)}, with intervals and p</summary><p class="lead">${summary}.</p>${scrollTable(
    `${name} beside ${settingText(base)}`,
    comparedHead('first', name),
    figures.map((row) => comparedFigure(row, runs)),
  )}</details>`;
};

const isShown = ({ verdict }: ComparisonRow): boolean => isWorse(verdict) || isBetter(verdict);

const runsOf = (cells: readonly SweptCell[], setting: SweptCell['setting']): number =>
  cells.find((cell) => cell.setting === setting)?.runs ?? 0;
