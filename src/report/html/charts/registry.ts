import type { Chart } from './chart.js';
import { faultTimeline } from './fault-timeline.js';
import { infectionCurve } from './infection-curve.js';
import { latencyCdf } from './latency-cdf.js';
import { latencyHistogram } from './latency-histogram.js';
import { cpuPerNode, memoryPerNode } from './resources-per-node.js';
import { timeline } from './timeline.js';
import { bytesPerNode, messagesPerNode } from './traffic-per-node.js';

/** Every chart of the report, by its id; the page and its script look charts up here. */
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
