import type { TuneResult } from '../../../experiment/tune/tune-result.js';
import { html, type Markup } from '../html.js';
import { renderPage } from '../page.js';
import { sizeSection } from './size-section.js';

const badges = {
  pass: { sign: '✓', word: 'found' },
  fail: { sign: '✗', word: 'none' },
  unknown: { sign: '?', word: 'not sure' },
} as const;

/** report.html of a search for a setting: one self-contained page without a script. The same result gives the same bytes. */
export function renderTuneReport(result: TuneResult): string {
  const { verdict, sizes } = result;
  const links = sizes.map(({ nodes }) => html`<li><a href="#nodes-${nodes}">${nodes} nodes</a></li>`);
  return renderPage({
    title: `tuning: ${result.promises.join(', ')}`,
    body: html`<a class="skip" href="#main">Skip to the recommendation</a>
${masthead(result, badges[verdict.status])}
<nav aria-label="Sections"><ul>${links}</ul></nav>
<main id="main">
${sizes.map((answer) => sizeSection(answer, result))}
</main>
<footer>Made by gossip-bench from tuning.json. Charts: Apache ECharts (Apache License 2.0).</footer>`,
  });
}

function masthead(result: TuneResult, badge: { readonly sign: string; readonly word: string }): Markup {
  const { verdict, promises, costs, scenarios, seed, reserve } = result;
  return html`<header class="masthead">
<div class="title-row"><p class="product">gossip-bench tuning report</p></div>
<div class="title-row"><h1>${promises.join(' and ')}</h1>
<p class="verdict ${verdict.status}"><span class="visually-hidden">Recommendation: </span><span aria-hidden="true">${badge.sign}</span> ${badge.word}</p></div>
<ul class="facts"><li>under ${scenarios.join(', ')}</li><li>cost ${costs.join(', ')}</li><li>reserve ${Math.round(reserve * 100)} %</li><li>seed ${seed}</li></ul>
<ul class="reasons">${verdict.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>
</header>
`;
}
