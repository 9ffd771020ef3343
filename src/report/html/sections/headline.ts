import type { Metrics } from '../../../../bench/result.js';
import { section } from '../figure.js';
import { html, type Markup } from '../html.js';
import { figureGroups, type HeadlineFigure } from './headline-figures.js';

function card(metrics: Metrics, { name, explanation, shown }: HeadlineFigure): Markup {
  const measured = shown(metrics);
  const figure = measured
    ? html`<p class="figure"><strong>${measured.figure.value}</strong> <span class="unit">${measured.figure.unit}</span></p>
${measured.beside !== undefined && html`<p class="beside">${measured.beside}</p>`}`
    : html`<p class="figure none">not measured in this run</p>`;
  return html`<li class="card"><h4>${name}</h4>${figure}<p class="explanation">${explanation}</p></li>`;
}

/** The figures that one looks for first, as cards. */
export function headline(metrics: Metrics): Markup {
  const groups = figureGroups.map(
    ({ title, figures }) =>
      html`<h3>${title}</h3><ul class="cards">${figures.map((figure) => card(metrics, figure))}</ul>`,
  );
  return section('figures', 'Headline figures', html`${groups}`);
}
