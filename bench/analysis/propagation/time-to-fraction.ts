import type { Metrics } from '../../result/result.js';
import { LatencyHistogram, type Percentile } from '../percentiles/latency-histogram.js';
import type { Delivery } from './deliveries.js';

/** t_f: when a fraction f of the live nodes, the origin among them, holds an update; the median over updates. */
export function timeToFraction(deliveries: readonly Delivery[]): Metrics['timeToFractionMs'] {
  const measured = deliveries.filter(({ expected }) => expected > 0);
  if (measured.length === 0) return undefined;
  return { '0.5': medianAt(0.5, measured), '0.9': medianAt(0.9, measured), '0.99': medianAt(0.99, measured) };
}

function medianAt(fraction: number, deliveries: readonly Delivery[]): Percentile {
  const histogram = new LatencyHistogram();
  for (const { originLive, expected, latenciesUs } of deliveries) {
    const atOrigin = originLive ? 1 : 0;
    const needed = Math.ceil(fraction * (expected + atOrigin) - 1e-9) - atOrigin;
    if (needed <= 0) histogram.record(0);
    else if (needed > latenciesUs.length) histogram.censor();
    else histogram.record(latenciesUs[needed - 1]!);
  }
  return histogram.percentile(50);
}
