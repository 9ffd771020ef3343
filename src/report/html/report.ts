import type { Analysis } from '../../../bench/analysis/analysis.js';
import type { Result } from '../../../bench/result/result.js';
import { specName, specNumber } from '../spec-value.js';
import type { ChartSource } from './charts/chart.js';
import { forScript } from './for-script.js';
import { html, type Markup } from './html.js';
import { renderPage } from './page.js';
import {
  faultTimelineSection,
  latencySection,
  resourcesSection,
  spreadSection,
  timelineSection,
  trafficSection,
} from './sections/charts.js';
import { definitionsSection } from './sections/definitions.js';
import { environmentSection } from './sections/environment.js';
import { faultsSection } from './sections/faults.js';
import { header } from './sections/header.js';
import { headline } from './sections/headline.js';
import { invariantsSection } from './sections/invariants.js';
import { linkBytesSection } from './sections/link-bytes.js';
import { reachabilitySection } from './sections/reachability.js';
import { recoverySection } from './sections/recovery.js';
import { specSection } from './sections/spec.js';

const anchors = [
  ['figures', 'Figures'],
  ['spread', 'Spread'],
  ['latency', 'Latency'],
  ['traffic', 'Traffic'],
  ['resources', 'Resources'],
  ['timeline', 'Timeline'],
  ['recovery', 'Recovery'],
  ['fault-timeline', 'Faults over time'],
  ['reachability', 'Reachability'],
  ['link-bytes', 'Link bytes'],
  ['faults', 'Faults'],
  ['invariants', 'Invariants'],
  ['environment', 'Environment'],
  ['spec', 'Spec'],
  ['definitions', 'Definitions'],
] as const;

function chartSource({ metrics }: Result, series: Analysis['series']): ChartSource {
  const { infectionCurve, prediction, timeToFractionMs, propagationLatencyMs } = metrics;
  return { metrics: { infectionCurve, prediction, timeToFractionMs, propagationLatencyMs }, series };
}

/** What a run has no section of is not led to. */
const anchorsOf = ({ series }: ChartSource) =>
  anchors.filter(([id]) => id !== 'link-bytes' || series.carriedBytes);

function body(result: Result, source: ChartSource, warnings: readonly string[]): Markup {
  const carried = source.series.carriedBytes;
  return html`<a class="skip" href="#main">Skip to the figures</a>
${header(result, warnings)}
<nav aria-label="Sections"><ul>${anchorsOf(source).map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main id="main">
${headline(result.metrics, specNumber(result.spec, 'phases', 'deadlineMs'))}
${spreadSection(source)}
${latencySection(source)}
${trafficSection(source)}
${resourcesSection(source)}
${timelineSection(source)}
${recoverySection(result.metrics)}
${faultTimelineSection(source)}
${reachabilitySection(source, specNumber(result.spec, 'cluster', 'nodes'))}
${carried && linkBytesSection(carried)}${faultsSection(result.faults)}
${invariantsSection(result.metrics)}
${environmentSection(result)}
${specSection(result)}
${definitionsSection()}
</main>
<footer>Made by gossip-bench from this run's own files. Charts: Apache ECharts (Apache License 2.0).</footer>`;
}

/**
 * report.html: one self-contained page, readable without network and without script. The same result and series give
 * the same bytes.
 */
export function renderReport(result: Result, analysis: Pick<Analysis, 'series' | 'warnings'>): string {
  const source = chartSource(result, analysis.series);
  return renderPage({
    title: `${specName(result.spec)}: ${result.verdict.status}`,
    body: body(result, source, analysis.warnings),
    chartSource: forScript(source),
  });
}
