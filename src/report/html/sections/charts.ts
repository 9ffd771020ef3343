import type { ChartSource } from '../charts/chart.js';
import { faultTimeline } from '../charts/fault-timeline.js';
import { infectionCurve } from '../charts/infection-curve.js';
import { latencyCdf } from '../charts/latency-cdf.js';
import { latencyHistogram } from '../charts/latency-histogram.js';
import { cpuPerNode, memoryPerNode } from '../charts/resources-per-node.js';
import { phaseTexts, timeline } from '../charts/timeline.js';
import { bytesPerNode, messagesPerNode } from '../charts/traffic-per-node.js';
import { chartFigure, section } from '../figure.js';
import { html, type Markup } from '../html.js';
import { nodeTable } from './node-table.js';

export const spreadSection = (source: ChartSource): Markup =>
  section(
    'spread',
    'How updates spread',
    chartFigure(infectionCurve, source),
    'Mean share of live nodes that hold an update, by time since its write, with a 95 % band over updates. Dashed line, if shown: a simulation of the same spec and seed.',
  );

export const latencySection = (source: ChartSource): Markup =>
  section(
    'latency',
    'Propagation latency',
    html`<div class="pair">${chartFigure(latencyHistogram, source)}${chartFigure(latencyCdf, source)}</div>`,
    'Time from a node accepting a write to the first receipt at each other node. Pairs not delivered by the deadline still count.',
  );

export const trafficSection = (source: ChartSource): Markup =>
  section(
    'traffic',
    'Traffic of each node',
    html`<div class="pair">${chartFigure(bytesPerNode, source)}${chartFigure(messagesPerNode, source)}</div>${nodeTable(source.series.perNode)}`,
    'Sent from the start of the spread to the end of the drain.',
  );

export const resourcesSection = (source: ChartSource): Markup =>
  section(
    'resources',
    'Resources of each node',
    html`<div class="pair">${chartFigure(cpuPerNode, source)}${chartFigure(memoryPerNode, source)}</div>`,
    'Mean CPU time and largest memory reading, over the same time as the traffic.',
  );

export function timelineSection(source: ChartSource): Markup {
  const { timeline: shown } = source.series;
  const phases =
    shown && html`<ul class="facts phases">${phaseTexts(shown).map((text) => html`<li>${text}</li>`)}</ul>`;
  return section(
    'timeline',
    'The run over time',
    html`${chartFigure(timeline, source)}${phases}`,
    'Summed over all nodes, one value a second. Alternate shading marks the phases, named above.',
  );
}

export const faultTimelineSection = (source: ChartSource): Markup =>
  section(
    'fault-timeline',
    'Timeline of the run with its faults',
    chartFigure(faultTimeline, source),
    'A bar and the shading below it mark the time of a fault, from the first link or node affected to the last one healed.',
  );
