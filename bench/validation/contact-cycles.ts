import type { Rng } from '../../nodes/protocol/types.js';
import { otherSite } from './other-site.js';

export type ContactMode = 'push' | 'pull' | 'push-pull';

/** Whether the caller's update goes to the called, and the called's to the caller. */
const ways: Readonly<Record<ContactMode, { readonly pushes: boolean; readonly pulls: boolean }>> = {
  push: { pushes: true, pulls: false },
  pull: { pushes: false, pulls: true },
  'push-pull': { pushes: true, pulls: true },
};

/**
 * Synchronous cycles until all sites hold an update that no site loses interest in: each site calls one other, and what crosses is
 * what the two held at the start of the cycle (Karp 2000, section 1). In push-pull the nodes' messages are faster than that: a node
 * that is called twice in a cycle answers the second call with what the first one brought.
 */
export function contactCycles(mode: ContactMode, sites: number, rng: Rng): number {
  const { pushes, pulls } = ways[mode];
  let held = new Uint8Array(sites);
  held[0] = 1;
  let holders = 1;
  let cycle = 0;
  const give = (next: Uint8Array, site: number): void => {
    holders += 1 - next[site]!;
    next[site] = 1;
  };
  while (holders < sites) {
    cycle += 1;
    const next = held.slice();
    for (let site = 0; site < sites; site++) {
      const peer = otherSite(site, sites, rng);
      if (pushes && held[site] === 1 && held[peer] === 0) give(next, peer);
      if (pulls && held[peer] === 1 && held[site] === 0) give(next, site);
    }
    held = next;
  }
  return cycle;
}
