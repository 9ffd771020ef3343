import type { LoadPoint } from '../../../bench/search/load/load-point.js';
import type { LoadResult } from '../../../bench/search/load/load-result.js';
import { formatNumber, latency, quantityText } from '../format.js';
import type { ChartSource } from './charts/chart.js';
import { latencyThroughput } from './charts/latency-throughput.js';
import { chartFigure, scrollTable, section } from './figure.js';
import { forScript } from './for-script.js';
import { html, type Markup } from './html.js';
import { renderPage } from './page.js';
import { reasonList, verdictBadge } from './sections/header.js';
import { specSection } from './sections/spec.js';

const text = (value: number | string): string => (typeof value === 'string' ? value : formatNumber(value));

function masthead({ verdict, spec, metrics: { load } }: LoadResult): Markup {
  const found = load.saturationPerSecond;
  const facts = [
    `${spec.cluster.nodes} nodes`,
    `runtime ${spec.runtime}`,
    `seed ${spec.seed}`,
    `bound ${quantityText(latency(load.boundMs))}`,
  ];
  return html`<header class="masthead">
<div class="title-row"><p class="product">gossip-bench load</p>
<button type="button" id="theme-toggle" class="button" hidden>Theme: system</button></div>
<div class="title-row"><h1>${found === undefined ? 'No load was carried' : `${formatNumber(found)} updates/s`}</h1>
${verdictBadge(verdict)}</div>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
${reasonList(verdict.status === 'pass' ? 'Basis of the verdict' : 'Why', verdict.reasons)}
${reasonList(
  'Saturated at the next load',
  load.saturated.map((finding) => finding.text),
)}
</header>
`;
}

const head = [
  'Run',
  'Offered/s',
  'Accepted/s',
  'Delivered/s',
  'Pushed back/s',
  'Full dissemination p50, ms',
  'p99, ms',
  'Write p99, ms',
  'Intended send to every node p99, ms',
  'Backlog, updates',
  'Drain, ms',
  'Carried',
];

function row(point: LoadPoint): Markup {
  const { backlog, fullDisseminationMs: full } = point;
  const cells = [
    point.offeredPerSecond,
    point.acceptedPerSecond,
    point.deliveredPerSecond,
    point.pushedBackPerSecond,
    full.p50,
    full.p99,
    point.writeLatencyMs.p99,
    point.dueToEverywhereMs.p99,
    backlog.peakUpdates,
    backlog.drainMs,
  ].map((value) => html`<td>${text(value)}</td>`);
  return html`<tr><th scope="row">${point.role} <code>${point.runId}</code></th>${cells}<td>${point.carried ? 'yes' : 'no'}</td></tr>`;
}

function overloadSection({ overload }: LoadResult['metrics']['load']): Markup | undefined {
  if (!overload) return undefined;
  const { backlog, memoryMiB } = overload;
  const facts = [
    `${formatNumber(overload.offeredPerSecond)}/s offered, ${overload.factor} times the saturation point`,
    `${formatNumber(overload.acceptedPerSecond)}/s accepted, ${formatNumber(overload.pushedBackPerSecond)}/s pushed back (503)`,
    `${formatNumber(backlog.peakUpdates)} updates in the backlog at its peak; drained ${typeof backlog.drainMs === 'string' ? backlog.drainMs : `in ${quantityText(latency(backlog.drainMs))}`}`,
    `${text(overload.lostUpdates ?? 'unknown')} accepted updates lost`,
    ...(memoryMiB === undefined ? [] : [`${formatNumber(memoryMiB)} MiB in the largest node`]),
  ];
  return section(
    'overload',
    'Overload and drain',
    html`<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>`,
  );
}

/** report.html of a search for the saturation point. The same result gives the same bytes. */
export function renderLoadReport(result: LoadResult): string {
  const { load } = result.metrics;
  const { curve, saturationPerSecond, boundMs } = load;
  const points = curve
    .filter(({ role }) => role !== 'overload')
    .toSorted((a, b) => a.offeredPerSecond - b.offeredPerSecond);
  const source: ChartSource = { metrics: {}, series: {}, load: { points, saturationPerSecond, boundMs } };
  const body = html`<a class="skip" href="#main">Skip to the figures</a>
${masthead(result)}
<main id="main">
${section(
  'curve',
  'Latency and throughput',
  html`${chartFigure(latencyThroughput, source)}${scrollTable('Every run of the search', head, curve.map(row))}`,
  'Each point is a separate run on a new cluster with an open-loop load: writes that were due but not sent, or sent but not answered, still count.',
)}
${overloadSection(load)}
${specSection({ spec: { ...result.spec } }, 'load')}
</main>
<footer>Made by gossip-bench. Charts: Apache ECharts (Apache License 2.0).</footer>`;
  return renderPage({ title: `Load: ${result.verdict.status}`, body, chartSource: forScript(source) });
}
