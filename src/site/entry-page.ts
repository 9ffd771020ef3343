import type { Series } from '../history/series.js';
import type { NightResult } from '../nightly/night-result.js';
import type { ChartSource } from '../report/html/charts/chart.js';
import { trendCharts } from '../report/html/charts/trend.js';
import { chartFigure, section } from '../report/html/figure.js';
import { html } from '../report/html/html.js';
import { renderPage } from '../report/html/page.js';
import { safeName } from '../store/safe-name.js';
import { siteHeader } from './site-header.js';
import { trendsOf } from './trends.js';

/** Series of one entry on one machine: a page of the site. */
export interface EntryPage {
  readonly file: string;
  readonly title: string;
  readonly series: readonly Series[];
}

/** One page for each entry, definition, runtime and machine. */
export function entryPages(series: readonly Series[]): EntryPage[] {
  const pages = new Map<string, EntryPage & { series: Series[] }>();
  for (const one of series) {
    const { suite, entry, definition, runtime, machine } = one;
    const file = `${safeName(`${suite}-${entry}-${runtime}-${machine}-${definition}`)}.html`;
    const page = pages.get(file) ?? { file, title: `${suite}: ${entry}`, series: [] };
    page.series.push(one);
    pages.set(file, page);
  }
  return [...pages.values()];
}

/** `nights` show which of its figures became worse or better. */
export function renderEntryPage({ title, series }: EntryPage, nights: readonly NightResult[]): string {
  const { suite, entry } = series[0]!;
  const changed = nights
    .filter((night) => night.suite === suite)
    .flatMap((night) => [...night.regressions, ...night.improvements].filter((one) => one.entry === entry));
  const trends = trendsOf(series, changed);
  const source: ChartSource = { metrics: {}, series: {}, trends };
  const { runtime, machine, definition } = series[0]!;
  const body = html`<a class="skip" href="#main">Skip to the figures</a>
${siteHeader(title, html`<ul class="facts"><li>${runtime} runtime</li><li>machine <code>${machine}</code></li><li>definition <code>${definition}</code></li><li><a href="index.html">All nights</a></li></ul>`)}
<main id="main">
${section('trends', 'Figures over the nights', html`<div class="pair">${trendCharts(trends).map((chart) => chartFigure(chart, source))}</div>`, 'Line: median of the undisturbed runs of a night; band: lowest to highest. Dashed: first night and commit after a level change found by E-divisive, or of a confirmed regression or an improvement. Triangle: beyond the deadline, which has no height.')}
</main>
${siteFooter}`;
  return renderPage({ title, body, chartSource: source });
}

export const siteFooter = html`<footer>Made by gossip-bench from its history. Charts: Apache ECharts (Apache License 2.0).</footer>`;
