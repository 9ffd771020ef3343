import type { Rng } from '../../nodes/protocol/types.js';

/** One of the other sites, uniformly. */
export function otherSite(site: number, sites: number, rng: Rng): number {
  const drawn = rng.below(sites - 1);
  return drawn >= site ? drawn + 1 : drawn;
}
