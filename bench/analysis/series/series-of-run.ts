import type { ChaosFacts } from '../chaos-facts.js';
import type { Facts } from '../facts.js';
import { present } from '../present.js';
import { carriedBytes } from './carried-bytes.js';
import { chaosSeries } from './chaos-series.js';
import { perNode } from './per-node.js';
import { propagationDistribution } from './propagation-distribution.js';
import type { ReportSeries } from './report-series.js';
import { timeline } from './timeline.js';

/** What the report draws of a run. */
export function seriesOfRun(facts: Facts, { faults, stretches, memberViews }: ChaosFacts): ReportSeries {
  const { index, spans, uptimes, deliveries, histogram, traffic, uses, endMs } = facts;
  return present({
    propagation: propagationDistribution(deliveries.all, histogram),
    perNode: perNode(traffic, uses),
    timeline: timeline(index, spans, uptimes),
    carriedBytes: carriedBytes(index),
    chaos: chaosSeries({ index, faults, uptimes, stretches, memberViews, endMs }),
  });
}
