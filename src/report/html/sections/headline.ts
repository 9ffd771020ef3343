import { beyondDeadline, type Metrics } from '../../../../bench/result/result.js';
import { duration, quantityText } from '../../format.js';
import { metricCatalog, readMetric } from '../../metric-catalog.js';
import { section } from '../figure.js';
import { html, type Markup } from '../html.js';
import { cardGroups, type HeadlineCard } from './headline-cards.js';

const capitalised = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);

/** How long the deadline of '> deadline' was; nothing for a figure that is a number. */
const deadlineText = (value: number | string, deadlineMs: number | undefined): string =>
  value === beyondDeadline && deadlineMs !== undefined ? `of ${quantityText(duration(deadlineMs))}` : '';

function figureOf(metrics: Metrics, { path, beside }: HeadlineCard, deadlineMs: number | undefined): Markup {
  const value = readMetric(metrics, path);
  const metric = metricCatalog.find((entry) => entry.path === path);
  if (value === undefined || !metric) return html`<p class="figure none">not measured in this run</p>`;
  const figure = metric.format(value);
  const line = beside?.(metrics);
  return html`<p class="figure"><strong>${figure.value}</strong> <span class="unit">${figure.unit || deadlineText(value, deadlineMs)}</span></p>${line !== undefined && html`<p class="beside">${line}</p>`}`;
}

function card(metrics: Metrics, entry: HeadlineCard, deadlineMs: number | undefined): Markup {
  const label = metricCatalog.find(({ path }) => path === entry.path)?.label ?? entry.path;
  return html`<li class="card"><h4>${capitalised(label)}</h4>${figureOf(metrics, entry, deadlineMs)}<p class="explanation">${entry.explanation}</p></li>
`;
}

/** Figures as cards; the card of an unmeasured figure states that. */
export const cardList = (metrics: Metrics, cards: readonly HeadlineCard[], deadlineMs?: number): Markup =>
  html`<ul class="cards">${cards.map((entry) => card(metrics, entry, deadlineMs))}</ul>`;

/** The figures that one looks for first, as cards. */
export function headline(metrics: Metrics, deadlineMs: number | undefined): Markup {
  const groups = cardGroups.map(
    ({ title, cards }) => html`<h3>${title}</h3>${cardList(metrics, cards, deadlineMs)}`,
  );
  return section('figures', 'Headline figures', html`${groups}`);
}
