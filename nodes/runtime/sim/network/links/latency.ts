import type { Rng } from '../../../../protocol/types.js';

/** How long a message is under way in one direction, ms, never negative. */
export interface Latency {
  sampleMs(rng: Rng): number;
}
