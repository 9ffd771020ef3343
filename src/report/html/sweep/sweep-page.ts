import { settingText } from '../../../experiment/setting-text.js';
import type { SweepResult } from '../../../experiment/sweep.js';
import { formatNumber } from '../../format.js';
import { catalogMetric } from '../../metric-catalog.js';
import { signedInterval } from '../../terminal/sweep-text.js';
import type { ChartSource, ComparisonCurves } from '../charts/chart.js';
import { comparisonCharts } from '../charts/compared-curves.js';
import { chartFigure, scrollTable, section } from '../figure.js';
import { html, type Markup } from '../html.js';
import { renderPage } from '../page.js';
import { reasonList } from '../sections/header.js';
import { besideFirst } from './beside-first.js';
import { cellTable } from './cell-table.js';
import { runLists } from './run-lists.js';

/** What the page of a sweep shows beside its result. */
export interface SweepSurroundings {
  readonly curves: ComparisonCurves;
  /** The address of a run's folder as seen from the page. */
  readonly linkTo: (folder: string) => string;
  /** `2 cores, Intel …`; undefined where no run was kept. */
  readonly machine: string | undefined;
}

/** A sweep as one self-contained page; the same sweep gives the same bytes. */
export function renderSweep(result: SweepResult, { curves, linkTo, machine }: SweepSurroundings): string {
  const source: ChartSource = { metrics: {}, series: {}, comparison: curves };
  const body = html`<a class="skip" href="#main">Skip to the figures</a>
${masthead(result, machine)}
<main id="main">
${section('cells', 'Figures of each setting', cellTable(result.cells), 'Medians over the runs, with the smallest and the largest below.')}
${besideFirst(result)}
${section('curves', 'How updates spread', html`<div class="pair">${comparisonCharts.map((chart) => chartFigure(chart, source))}</div>`, 'Means over the runs of each setting.')}
${growthSection(result)}
${section('runs', 'Runs', runLists(result.cells, linkTo))}
</main>
<footer>Made by gossip-bench from the files of the runs. Charts: Apache ECharts (Apache License 2.0).</footer>`;
  return renderPage({ title: titleOf(result), body, chartSource: source });
}

const titleOf = ({ cells }: SweepResult): string =>
  Object.keys(cells[0]?.setting ?? {}).join() === 'node'
    ? `${cells.length} implementations side by side`
    : `${cells.length} settings side by side`;

function masthead(result: SweepResult, machine: string | undefined): Markup {
  const { cells, comparisons = [] } = result;
  const spec = cells[0]!.spec;
  const facts = [
    ...('nodes' in cells[0]!.setting ? [] : [`${spec.cluster.nodes} nodes`]),
    `runtime ${spec.runtime}`,
    `seed ${spec.seed}`,
    `${Math.min(...cells.map(({ runs }) => runs))} runs of each setting`,
    ...(comparisons.length > 0 ? ['in turns'] : []),
    ...(machine === undefined ? [] : [machine]),
  ];
  return html`<header class="masthead">
<div class="title-row"><p class="product">gossip-bench sweep</p>
<button type="button" id="theme-toggle" class="button" hidden>Theme: system</button></div>
<h1>${titleOf(result)}</h1>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
${reasonList(
  'What was found',
  comparisons.map(({ base, summary }) => `Beside ${settingText(base)}: ${summary}.`),
)}
</header>
`;
}

function growthSection({ growth }: SweepResult): Markup | undefined {
  if (growth.length === 0) return undefined;
  const rows = growth.map(
    ({ figure, setting, perDoubling, rSquared, verdict }) =>
      html`<tr><th scope="row">${[catalogMetric(figure)?.label ?? figure, settingText(setting)].filter((text) => text !== '').join(', ')}</th><td>${signedInterval(perDoubling)}</td><td>${formatNumber(rSquared)}</td><td>${verdict}</td></tr>
`,
  );
  return section(
    'growth',
    'Growth with the number of nodes',
    scrollTable('Growth', ['figure', 'a doubling of the nodes adds (95 %)', 'R²', 'growth'], rows),
  );
}
