import type { Metrics } from '../../result/result.js';
import { LatencyHistogram } from '../percentiles/latency-histogram.js';
import type { Delivery } from './deliveries.js';

/** Propagation latency over all expected pairs (Demers 1987: its mean is t_ave). */
export function propagationHistogram(deliveries: readonly Delivery[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const { latenciesUs, expected } of deliveries) {
    histogram.recordSorted(latenciesUs);
    histogram.censor(expected - latenciesUs.length);
  }
  return histogram;
}

/** t_last per update (Demers 1987): its last live node's latency, censored where one did not get it. */
export function fullDissemination(deliveries: readonly Delivery[]): Metrics['fullDisseminationMs'] {
  const histogram = new LatencyHistogram();
  for (const { latenciesUs, expected } of deliveries) {
    if (expected === 0) continue;
    if (latenciesUs.length < expected) histogram.censor();
    else histogram.record(latenciesUs[expected - 1]!);
  }
  if (histogram.count === 0) return undefined;
  const [p50, p99] = [histogram.percentile(50), histogram.percentile(99)];
  return { p50, p99, max: histogram.max, count: histogram.count };
}
