import { nightFigure } from '../../bench/comparison/regression/night.js';
import type { NightResult } from '../nightly/night-result.js';
import { improvementText, regressionText } from '../nightly/regression-text.js';
import { duration, quantityText } from '../report/format.js';
import { scrollTable, section } from '../report/html/figure.js';
import { html, type Markup } from '../report/html/html.js';
import { renderPage } from '../report/html/page.js';
import { figureFormat } from '../report/terminal/comparison-text.js';
import { shortCommit } from '../report/terminal/history-text.js';
import { type EntryPage, siteFooter } from './entry-page.js';
import { siteHeader } from './site-header.js';

/** A report that the site holds. */
export interface SiteReport {
  readonly entry: string;
  readonly file: string;
}

interface Index {
  /** In their order. */
  readonly nights: readonly NightResult[];
  readonly pages: readonly EntryPage[];
  /** Of the last night. */
  readonly reports: readonly SiteReport[];
}

/** Older nights are in the history. */
const mostListed = 90;

export function renderIndexPage({ nights, pages, reports }: Index): string {
  const last = nights.at(-1);
  const body = html`<a class="skip" href="#main">Skip to the nights</a>
${siteHeader('Nights', last ? lastFacts(last) : html`<p>No night yet: run <code>gossip-bench nightly</code>.</p>`)}
<main id="main">
${last && section('last', 'The last night', lastNight(last, reports))}
${section('entries', 'Figures over the nights', entryTable(pages))}
${section('nights', 'All nights', nightTable(nights.slice(-mostListed).reverse()))}
</main>
${siteFooter}`;
  return renderPage({ title: 'Nights', body, chartSource: {} });
}

const lastFacts = ({ startedAt, suite, commit, verdict }: NightResult): Markup =>
  html`<ul class="facts"><li>last <time datetime="${startedAt}">${minute(startedAt)}</time></li><li>suite ${suite}</li><li>commit <code>${shortCommit(commit)}</code></li><li>${statusMark(verdict.status)}</li></ul>`;

function lastNight(
  { verdict, regressions, dismissed, improvements }: NightResult,
  reports: readonly SiteReport[],
): Markup {
  const [worse, better] = [regressions.map(regressionText), improvements.map(improvementText)];
  const said = new Set([...worse, ...better]);
  return html`${list('Regressions, confirmed by repeated runs', worse)}
${list('Better than before', better)}
${list(
  '',
  verdict.reasons.filter((reason) => !said.has(reason)),
)}
${list('Looked worse, but not in the repeated runs', dismissed.map(regressionText))}
<h3>Reports</h3>
<ul class="facts">${reports.map(({ entry, file }) => html`<li><a href="${file}">${entry}</a></li>`)}</ul>`;
}

const list = (title: string, lines: readonly string[]): Markup | undefined =>
  lines.length === 0
    ? undefined
    : html`${title !== '' && html`<h3>${title}</h3>`}<ul class="reasons">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;

function entryTable(pages: readonly EntryPage[]): Markup {
  const path = 'fullDisseminationMs.p50';
  const rows = pages.map(({ file, title, series }) => {
    const shown = series.find(({ metric }) => metric === path) ?? series[0]!;
    const { runtime, machine, metric, nights } = shown;
    const text = figureFormat(metric)(nightFigure(nights.at(-1)!));
    return html`<tr><th scope="row"><a href="${file}">${title}</a></th><td>${text}</td><td>${nights.length}</td><td>${runtime}</td><td><code>${machine}</code></td></tr>
`;
  });
  return scrollTable('Entries', ['entry', 'full dissemination p50', 'nights', 'runtime', 'machine'], rows);
}

function nightTable(nights: readonly NightResult[]): Markup {
  const rows = nights.map(
    ({ startedAt, suite, overrides, commit, verdict, regressions, improvements, durationMs }) =>
      html`<tr><th scope="row">${minute(startedAt)}</th><td>${statusMark(verdict.status)}</td><td>${suite}${overrides !== '' && html` <code>${overrides}</code>`}</td><td><code>${shortCommit(commit)}</code></td><td>${counted(regressions.length)}</td><td>${counted(improvements.length)}</td><td>${quantityText(duration(durationMs))}</td></tr>
`,
  );
  return scrollTable(
    'Nights',
    ['began (UTC)', 'verdict', 'suite', 'commit', 'worse', 'better', 'took'],
    rows,
  );
}

const counted = (count: number): string =>
  count === 0 ? 'nothing' : `${count} ${count === 1 ? 'figure' : 'figures'}`;

const minute = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

const tones = { pass: 'good', fail: 'bad', unknown: 'neutral' } as const;
const signs = { pass: '✓ pass', fail: '✗ fail', unknown: '? unknown' } as const;
const statusMark = (status: NightResult['verdict']['status']): Markup =>
  html`<span class="${tones[status]}">${signs[status]}</span>`;
