import { Rumor } from '../../nodes/protocol/rumors/rumor.js';
import type { StopRuleBehaviour } from '../../nodes/protocol/rumors/stop-rules.js';
import type { Rng } from '../../nodes/protocol/types.js';
import { type EpidemicOutcome, never, outcomeOf } from './epidemic-outcome.js';
import { otherSite } from './other-site.js';

interface HotSite {
  readonly site: number;
  readonly rumor: Rumor;
}

/**
 * One update by rumor mongering, push, in synchronous cycles (Demers 1987, section 1.4): every hot site calls one other site a
 * cycle; whether the call was needed is judged against the state at the start of the cycle; a site counts from the cycle after
 * its infection. The stop rule is the nodes' own. The nodes' messages cannot take this part: of two that reach one site in the same
 * cycle, the later finds the first one's update there.
 */
export function pushCycles(sites: number, k: number, rule: StopRuleBehaviour, rng: Rng): EpidemicOutcome {
  const receivedIn = new Int32Array(sites).fill(never);
  receivedIn[0] = 0;
  let hot: HotSite[] = [{ site: 0, rumor: freshRumor() }];
  let copies = 0;
  for (let cycle = 1; hot.length > 0; cycle++) {
    const infected: HotSite[] = [];
    const stillHot = hot.filter(({ site, rumor }) => {
      const peer = otherSite(site, sites, rng);
      const needed = receivedIn[peer] === never || receivedIn[peer] === cycle;
      if (receivedIn[peer] === never) {
        receivedIn[peer] = cycle;
        infected.push({ site: peer, rumor: freshRumor() });
      }
      copies += 1;
      return !rule.afterContact(rumor, k, needed, rng);
    });
    hot = [...stillHot, ...infected];
  }
  return outcomeOf(receivedIn, copies);
}

const update = {
  version: { origin: 0, incarnation: 1, seq: 1, clock: 1 },
  key: 'rumor',
  value: undefined,
  hops: 0,
};

const freshRumor = (): Rumor => new Rumor(update, 0);
