import type { Loss } from './loss.js';
import { probability } from './parameter.js';

/** Each message is lost with this probability, whatever became of the others. */
export function independentLoss(lossProbability: number): Loss {
  probability('loss', lossProbability);
  // Without loss nothing is drawn.
  return { loses: (_from, _to, rng) => lossProbability > 0 && rng.float() < lossProbability };
}
