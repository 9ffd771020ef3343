import { settingText } from '../../../experiment/setting-text.js';
import type { SweptCell } from '../../../experiment/sweep.js';
import { catalogMetric } from '../../metric-catalog.js';
import { sweptFigures } from '../../swept-figures.js';
import { figureFormat } from '../../terminal/comparison-text.js';
import { scrollTable } from '../figure.js';
import { html, type Markup } from '../html.js';
import { reasonList } from '../sections/header.js';

/** A row a cell; what its nodes do not report is a dash, and named below with the reason. */
export function cellTable(cells: readonly SweptCell[]): Markup {
  const shown = sweptFigures.filter((path) => cells.some(({ summary }) => summary[path] !== undefined));
  const head = ['setting', 'verdicts', ...shown.map((path) => catalogMetric(path)?.label ?? path)];
  const rows = cells.map(
    (cell) =>
      html`<tr><th scope="row">${settingText(cell.setting)}</th><td>${verdictsText(cell)}</td>${shown.map((path) => figureCell(cell, path))}</tr>
`,
  );
  const footnotes = cells.flatMap(({ setting, absent = [] }) =>
    absent.map((sentence) => `${settingText(setting)}: ${sentence}`),
  );
  return html`${scrollTable('Figures of each setting', head, rows)}
${reasonList('Not reported (–)', footnotes)}`;
}

function figureCell({ summary }: SweptCell, path: string): Markup {
  const figure = summary[path];
  if (!figure) return html`<td>–</td>`;
  const format = figureFormat(path);
  const { median, min, max } = figure;
  const spread =
    min === max ? undefined : html`<br><span class="beside">${format(min)} to ${format(max)}</span>`;
  return html`<td>${format(median)}${spread}</td>`;
}

/** `5 pass`, `3 pass, 2 unknown`. */
function verdictsText({ verdicts }: SweptCell): string {
  const statuses = ['pass', 'fail', 'unknown'] as const;
  return statuses
    .map((status) => ({ status, count: verdicts.filter((verdict) => verdict === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status}`)
    .join(', ');
}
