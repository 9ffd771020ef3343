import type { Metrics } from '../../../../bench/result.js';
import { metricCatalog, readMetric } from '../../metric-catalog.js';
import { section } from '../figure.js';
import { html, type Markup } from '../html.js';
import { cardGroups, type HeadlineCard } from './headline-cards.js';

const capitalised = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);

function figureOf(metrics: Metrics, { path, beside }: HeadlineCard): Markup {
  const value = readMetric(metrics, path);
  const metric = metricCatalog.find((entry) => entry.path === path);
  if (value === undefined || !metric) return html`<p class="figure none">not measured in this run</p>`;
  const figure = metric.format(value);
  const line = beside?.(metrics);
  return html`<p class="figure"><strong>${figure.value}</strong> <span class="unit">${figure.unit}</span></p>${line !== undefined && html`<p class="beside">${line}</p>`}`;
}

function card(metrics: Metrics, entry: HeadlineCard): Markup {
  const label = metricCatalog.find(({ path }) => path === entry.path)?.label ?? entry.path;
  return html`<li class="card"><h4>${capitalised(label)}</h4>${figureOf(metrics, entry)}<p class="explanation">${entry.explanation}</p></li>
`;
}

/** The figures that one looks for first, as cards. */
export function headline(metrics: Metrics): Markup {
  const groups = cardGroups.map(
    ({ title, cards }) =>
      html`<h3>${title}</h3><ul class="cards">${cards.map((entry) => card(metrics, entry))}</ul>`,
  );
  return section('figures', 'Headline figures', html`${groups}`);
}
