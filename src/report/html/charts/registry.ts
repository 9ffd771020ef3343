import type { Chart, ChartSource } from './chart.js';
import { comparisonCharts } from './compared-curves.js';
import { faultTimeline } from './fault-timeline.js';
import { infectionCurve } from './infection-curve.js';
import { latencyCdf } from './latency-cdf.js';
import { latencyHistogram } from './latency-histogram.js';
import { latencyThroughput } from './latency-throughput.js';
import { cpuPerNode, memoryPerNode } from './resources-per-node.js';
import { timeline } from './timeline.js';
import { bytesPerNode, messagesPerNode } from './traffic-per-node.js';
import { trendCharts } from './trend.js';

/** Every chart of a run's report. */
export const charts: readonly Chart[] = [
  infectionCurve,
  latencyHistogram,
  latencyCdf,
  bytesPerNode,
  messagesPerNode,
  cpuPerNode,
  memoryPerNode,
  timeline,
  faultTimeline,
];

/** The chart of a page, by its id; the script looks charts up here. */
export const chartNamed = (id: string | undefined, source: ChartSource): Chart | undefined =>
  [
    ...charts,
    ...(source.load ? [latencyThroughput] : []),
    ...(source.comparison ? comparisonCharts : []),
    ...trendCharts(source.trends ?? []),
  ].find((chart) => chart.id === id);
