import type { Rng } from '../../nodes/protocol/types.js';
import { otherSite } from './other-site.js';

/**
 * Cycles until push-pull has informed all: each site calls one other, and where exactly one of the two held the update at the start
 * of the cycle, the other gets it (Karp 2000, section 1). The nodes' messages are faster than that: a node that is called twice in a
 * cycle answers the second call with what the first one brought.
 */
export function pushPullCycles(sites: number, rng: Rng): number {
  const informed = new Uint8Array(sites);
  informed[0] = 1;
  let count = 1;
  let cycle = 0;
  while (count < sites) {
    cycle += 1;
    const before = informed.slice();
    for (let site = 0; site < sites; site++) {
      const peer = otherSite(site, sites, rng);
      if (before[site] === before[peer]) continue;
      const receiver = before[site] === 1 ? peer : site;
      count += 1 - informed[receiver]!;
      informed[receiver] = 1;
    }
  }
  return cycle;
}
