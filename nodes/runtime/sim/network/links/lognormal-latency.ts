import type { Latency } from './latency.js';
import { notNegative } from './parameter.js';
import { standardNormal } from './standard-normal.js';

/** Log-normal: the logarithm is normal with mean ln `medianMs` and deviation `sigma`. Heavy to the right, as on wide-area links. */
export function lognormalLatency(medianMs: number, sigma: number): Latency {
  notNegative('median latency', medianMs);
  notNegative('sigma of latency', sigma);
  return { sampleMs: (rng) => medianMs * Math.exp(sigma * standardNormal(rng)) };
}
