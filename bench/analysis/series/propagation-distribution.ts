import type { LatencyHistogram } from '../percentiles/latency-histogram.js';
import { niceStep } from '../percentiles/nice-step.js';
import { type Delivery, sortedLatenciesUs } from '../propagation/deliveries.js';
import type { LatencyBucket, PropagationDistribution } from './report-series.js';

const mostBuckets = 60;
const fewestBuckets = 20;
const percentiles = [...Array.from({ length: 100 }, (_, percent) => percent), 99.5, 99.9, 99.99, 100];

export function propagationDistribution(
  deliveries: readonly Delivery[],
  histogram: LatencyHistogram,
): PropagationDistribution | undefined {
  const latenciesUs = sortedLatenciesUs(deliveries);
  if (latenciesUs.length === 0) return undefined;
  const cdf = percentiles.flatMap((percentile) => {
    const ms = histogram.percentile(percentile);
    return typeof ms === 'number' ? [{ percentile, ms }] : [];
  });
  return { buckets: buckets(latenciesUs), undelivered: histogram.count - latenciesUs.length, cdf };
}

/** Buckets of one width, from the last multiple of it below the fastest pair to beyond the slowest. */
function buckets(sortedUs: Float64Array): LatencyBucket[] {
  const [lowUs, highUs] = [sortedUs[0]!, sortedUs[sortedUs.length - 1]!];
  // One less, since the first bucket begins below the fastest pair.
  const widthUs = niceStep(highUs - lowUs + 1, mostBuckets - 1);
  const first = Math.floor(lowUs / widthUs);
  const count = Math.max(fewestBuckets, Math.floor(highUs / widthUs) - first + 1);
  const counts = new Array<number>(count).fill(0);
  for (const latencyUs of sortedUs) counts[Math.floor(latencyUs / widthUs) - first]! += 1;
  return counts.map((inBucket, position) => ({
    fromMs: ((first + position) * widthUs) / 1000,
    toMs: ((first + position + 1) * widthUs) / 1000,
    count: inBucket,
  }));
}
