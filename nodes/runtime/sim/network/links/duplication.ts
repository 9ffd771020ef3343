import type { Rng } from '../../../../protocol/types.js';
import { probability } from './parameter.js';

/** Whether a message arrives twice, the second copy with a latency of its own. */
export interface Duplication {
  duplicates(rng: Rng): boolean;
}

export function duplication(duplicateProbability: number): Duplication {
  probability('duplication', duplicateProbability);
  return { duplicates: (rng) => duplicateProbability > 0 && rng.float() < duplicateProbability };
}
