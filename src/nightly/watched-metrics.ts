import { metricCatalog } from '../report/metric-catalog.js';
import type { CatalogMetric } from '../report/metric-row.js';

/**
 * The figures that go into the history and are judged every night. Each figure more is one more chance of a false alarm, so these are medians and
 * sums where there are such, and one of several that say the same. Invariants are not among them: a run that breaks one fails by itself.
 */
const watchedPaths: readonly string[] = [
  'propagationLatencyMs.p50',
  'propagationLatencyMs.p99',
  'fullDisseminationMs.p50',
  'fullDisseminationMs.p99',
  'reach',
  'trafficPerUpdatePerNode',
  'relativeMessageRedundancy',
  'byteOverhead',
  'idle.bytesPerSecondPerNode',
  'resources.cpuMsPerSecond.p50',
  'resources.memoryMiB.p50',
  'load.deliveredPerSecond',
  'load.writeLatencyMs.p50',
  'recovery.convergenceAfterHealMs',
  'recovery.propagationRecoveryMs',
  'detection.firstDetectionMs.max',
  'detection.fullDetectionMs.p50',
];

export const watchedMetrics: readonly CatalogMetric[] = metricCatalog.filter(({ path }) =>
  watchedPaths.includes(path),
);
