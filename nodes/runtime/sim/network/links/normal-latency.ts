import type { Latency } from './latency.js';
import { notNegative } from './parameter.js';
import { standardNormal } from './standard-normal.js';

/**
 * Normal with this mean and standard deviation, truncated at 0: a negative draw is drawn again, so the mean of what is drawn lies
 * somewhat above `meanMs` where the deviation is large.
 */
export function normalLatency(meanMs: number, deviationMs: number): Latency {
  notNegative('mean latency', meanMs);
  notNegative('deviation of latency', deviationMs);
  return {
    sampleMs(rng) {
      // The mean is not negative, so each draw succeeds with probability one half or more.
      for (;;) {
        const ms = meanMs + deviationMs * standardNormal(rng);
        if (ms >= 0) return ms;
      }
    },
  };
}
