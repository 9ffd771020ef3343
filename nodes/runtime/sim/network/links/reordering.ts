import type { Rng } from '../../../../protocol/types.js';
import { notNegative, probability } from './parameter.js';

/** How much later than its latency a message arrives, ms; those behind it may overtake it, on the same exchange too. */
export interface Reordering {
  holdBackMs(rng: Rng): number;
}

/** A share of the messages is held back by up to `maxMs`, uniformly. */
export function reordering(share: number, maxMs: number): Reordering {
  probability('reordering', share);
  notNegative('hold-back', maxMs);
  return { holdBackMs: (rng) => (share > 0 && rng.float() < share ? maxMs * rng.float() : 0) };
}
