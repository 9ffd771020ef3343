import { intervalText } from '../../../experiment/tune/proof-figures.js';
import type { SettingFigures, SizeAnswer, TuneResult } from '../../../experiment/tune/tune-result.js';
import { isNoneKept } from '../../../experiment/tune/tuning-verdict.js';
import { settingText } from '../../../experiment/tune/why.js';
import { formatNumber } from '../../format.js';
import { basisText } from '../../terminal/tune-text.js';
import { chartFigure, scrollTable, section } from '../figure.js';
import { html, type Markup } from '../html.js';
import { frontChart } from './front-chart.js';
import { heatMap } from './heat-map.js';
import { proofTable } from './proof-table.js';
import { sensitivityChart } from './sensitivity-chart.js';

/** The answer for one number of nodes. */
export function sizeSection(answer: SizeAnswer, { costs, parameters }: TuneResult): Markup {
  const source = { answer, costs, parameters };
  const { recommended, closest, nodes, proof } = answer;
  const title = recommended
    ? `${nodes} nodes: ${settingText(recommended.setting)}`
    : `${nodes} nodes: ${isNoneKept(answer) ? 'no setting keeps the promises' : 'no answer'}`;
  return section(
    `nodes-${nodes}`,
    title,
    html`${card(recommended ?? closest, costs)}
<ul class="reasons">${answer.why.map((reason) => html`<li>${reason}</li>`)}</ul>
${howToUse(answer)}
${proof && proofTable(proof)}
<div class="pair below">${chartFigure(frontChart, source)}${chartFigure(sensitivityChart, source)}</div>
<div class="below">${heatMap(source)}</div>
${triedTable(answer, costs)}`,
    `${basisText(answer)} ${searchText(answer)}`,
  );
}

function card(figures: SettingFigures | undefined, costs: readonly string[]): Markup | undefined {
  if (!figures?.prices) return undefined;
  const cards = costs.map(
    (cost, i) =>
      html`<li class="card"><p>${cost}</p><p class="figure"><strong>${formatNumber(figures.prices![i]!.value)}</strong></p><p class="explanation">95 %: ${formatNumber(figures.prices![i]!.low)} to ${formatNumber(figures.prices![i]!.high)}, mean over the scenarios</p></li>`,
  );
  const promises = figures.promises.map(
    ({ promise, scenario, median, nextRun, kept }) =>
      html`<li class="card"><p>${promise} under ${scenario}</p><p class="figure"><strong>${typeof median === 'number' ? formatNumber(median) : median}</strong></p><p class="explanation">${kept ? html`<span class="good">kept</span>` : html`<span class="bad">not surely kept</span>`}${nextRun !== undefined && html`; the next run stays within ${formatNumber(nextRun)} (95 %)`}</p></li>`,
  );
  return html`<ul class="cards">${cards}${promises}</ul>`;
}

function howToUse({ spec, environment, nodes }: SizeAnswer): Markup | undefined {
  if (!spec) return undefined;
  const lines = Object.entries(environment ?? {}).map(([name, value]) => `${name}='${value}'`);
  return html`<details><summary>How to use this setting</summary>
<p>In a spec:</p><pre id="spec-${nodes}">${spec}</pre>
${lines.length > 0 && html`<p>As environment variables of the reference node:</p><pre id="environment-${nodes}">${lines.join('\n')}</pre>`}</details>`;
}

function searchText({ search }: SizeAnswer): string {
  const { evaluations, tried, settings, ruledOut, of } = search;
  const theory = ruledOut > 0 ? `; theory ruled out ${ruledOut}` : '';
  return `${evaluations} ${of} of ${tried} of ${settings} settings${theory}.`;
}

function triedTable({ all }: SizeAnswer, costs: readonly string[]): Markup {
  const rows = all
    .toSorted((a, b) => (a.prices?.[0]?.value ?? Infinity) - (b.prices?.[0]?.value ?? Infinity))
    .map(
      ({ setting, verdict, repetitions, prices }) => html`<tr><th scope="row">${settingText(setting)}</th>
<td class="${verdict === 'kept' ? 'good' : verdict === 'broken' ? 'bad' : 'neutral'}">${verdict}</td><td>${repetitions}</td>
${costs.map((_, i) => html`<td>${prices ? intervalText(prices[i]!) : verdict === 'broken' ? 'no price: broke a promise' : 'no price'}</td>`)}</tr>`,
    );
  return html`<details><summary>All ${all.length} settings that were tried</summary>
${scrollTable('Settings that were tried', ['setting', 'promises', 'repetitions', ...costs], rows)}</details>`;
}
