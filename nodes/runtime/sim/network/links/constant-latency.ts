import type { Latency } from './latency.js';
import { notNegative } from './parameter.js';

/** Every message takes `ms`. */
export function constantLatency(ms: number): Latency {
  notNegative('latency', ms);
  return { sampleMs: () => ms };
}
