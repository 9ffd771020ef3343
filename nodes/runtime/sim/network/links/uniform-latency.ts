import type { Latency } from './latency.js';
import { notNegative, within } from './parameter.js';

/** Uniform in [minMs, maxMs). Toxiproxy's latency with jitter is uniform in latency ± jitter. */
export function uniformLatency(minMs: number, maxMs: number): Latency {
  notNegative('maximum latency', maxMs);
  within('minimum latency', minMs, 0, maxMs);
  return { sampleMs: (rng) => minMs + (maxMs - minMs) * rng.float() };
}
