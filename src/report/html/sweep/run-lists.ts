import { basename } from 'node:path';
import { settingText } from '../../../experiment/setting-text.js';
import type { SweptCell } from '../../../experiment/sweep.js';
import { html, type Markup } from '../html.js';

/** The runs of each cell, with links to their reports. */
export const runLists = (cells: readonly SweptCell[], linkTo: (folder: string) => string): Markup =>
  html`<div class="pair">${cells.map((cell) => runList(cell, linkTo))}</div>`;

function runList({ setting, folders = [], verdicts }: SweptCell, linkTo: (folder: string) => string): Markup {
  if (folders.length === 0) {
    return html`<div><h3>${settingText(setting)}</h3><p>Simulated; not kept in folders.</p></div>`;
  }
  const items = folders.map(
    (folder, index) =>
      html`<li><a href="${linkTo(folder)}"><code>${basename(folder)}</code></a> ${verdicts[index]}</li>`,
  );
  return html`<div><h3>${settingText(setting)}</h3><ul class="reasons">${items}</ul></div>`;
}
