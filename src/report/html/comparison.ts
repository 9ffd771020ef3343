import type { Difference } from '../../../bench/comparison/environment.js';
import type { Comparison } from '../../comparison/comparison-result.js';
import type { ChartSource, ComparisonCurves } from './charts/chart.js';
import { comparisonCharts } from './charts/compared-curves.js';
import { chartFigure, scrollTable, section } from './figure.js';
import { html, type Markup } from './html.js';
import { renderPage } from './page.js';
import { comparedFigure, comparedHead } from './sections/compared-figure.js';

/** A comparison as one self-contained page; the same comparison gives the same bytes. */
export function renderComparison(comparison: Comparison, curves: ComparisonCurves): string {
  const source: ChartSource = { metrics: {}, series: {}, comparison: curves };
  return renderPage({ title: 'Comparison', body: body(comparison, source), chartSource: source });
}

const body = (comparison: Comparison, source: ChartSource): Markup =>
  html`<a class="skip" href="#main">Skip to the figures</a>
${masthead(comparison)}
<main id="main">
${surroundings(comparison)}
${figuresSection(comparison)}
${section('curves', 'How updates spread', html`<div class="pair">${comparisonCharts.map((chart) => chartFigure(chart, source))}</div>`, 'Means over the runs of each side.')}
${section('runs', 'Runs', html`<div class="pair">${sideRuns('First', comparison.base)}${sideRuns('Second', comparison.subject)}</div>`)}
</main>
<footer>Made by gossip-bench from the files of the runs. Charts: Apache ECharts (Apache License 2.0).</footer>`;

const masthead = ({ summary, base, subject, notices }: Comparison): Markup =>
  html`<header class="masthead">
<div class="title-row"><p class="product">gossip-bench comparison</p>
<button type="button" id="theme-toggle" class="button" hidden>Theme: system</button></div>
<h1>${summary.charAt(0).toUpperCase() + summary.slice(1)}</h1>
<ul class="facts"><li>first ${base.name}, ${base.runs.length} runs</li><li>second ${subject.name}, ${subject.runs.length} runs</li></ul>
${notices.length > 0 && html`<h2 class="minor">Notes on the figures</h2><ul class="reasons">${notices.map((notice) => html`<li>${notice}</li>`)}</ul>`}
</header>
`;

const surroundings = ({ environment, settings }: Comparison): Markup =>
  section(
    'surroundings',
    'Differences in environment and setting',
    html`<div class="pair">${differences('Environment', environment)}${differences('Setting', settings)}</div>`,
  );

function differences(title: string, found: readonly Difference[]): Markup {
  const rows = found.map(
    ({ name, base, subject }) =>
      html`<tr><th scope="row">${name}</th><td>${base.join(', ')}</td><td>${subject.join(', ')}</td></tr>`,
  );
  const table =
    rows.length > 0
      ? scrollTable(title, ['', 'first', 'second'], rows)
      : html`<p>The same on both sides.</p>`;
  return html`<div><h3>${title}</h3>${table}</div>`;
}

const figuresSection = (comparison: Comparison): Markup =>
  section(
    'figures',
    'Figures',
    scrollTable(
      'Figures',
      comparedHead('first', 'second'),
      comparison.figures.map((row) => comparedFigure(row, runCounts(comparison))),
    ),
    'Medians over the runs. A difference is shown if its interval excludes 1 (or 0) and a rank test, adjusted for the number of figures, has p ≤ 0.05.',
  );

const runCounts = ({ base, subject }: Comparison) => ({
  base: base.runs.length,
  subject: subject.runs.length,
});

const sideRuns = (title: string, { name, runs }: Comparison['base']): Markup =>
  html`<div><h3>${title}: ${name}</h3><ul class="reasons">${runs.map(({ runId, verdict }) => html`<li><code>${runId}</code> ${verdict}</li>`)}</ul></div>`;
