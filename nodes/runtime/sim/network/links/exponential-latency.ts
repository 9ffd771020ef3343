import type { Latency } from './latency.js';
import { notNegative } from './parameter.js';

/** A fixed `minMs`, as the speed of light gives it, and on top an exponentially distributed wait of this mean, as in a queue. */
export function exponentialLatency(meanMs: number, minMs = 0): Latency {
  notNegative('mean latency', meanMs);
  notNegative('minimum latency', minMs);
  // 1 − float lies in (0, 1], whose logarithm is finite.
  return { sampleMs: (rng) => minMs - meanMs * Math.log(1 - rng.float()) };
}
