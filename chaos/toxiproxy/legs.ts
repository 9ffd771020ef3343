import { linkName } from '../../nodes/runtime/cluster.js';
import type { Leg } from '../canaries/judge-canaries.js';
import type { CanaryTally } from './canaries.js';
import { expectedLeg } from './expected-leg.js';
import type { ProxyState } from './toxiproxy-api.js';

/** What the canaries of one link met on its two streams: requests going there, and answers coming back. */
export function bothLegs(
  { link, sent, received, answered, upstreamMs, downstreamMs }: CanaryTally,
  proxies: ReadonlyMap<string, ProxyState>,
): [requests: Leg, answers: Leg] {
  const proxy = proxies.get(linkName(link.from, link.to));
  return [
    {
      link,
      stream: 'upstream',
      expected: expectedLeg(proxy, 'upstream'),
      trials: sent,
      lost: sent - received,
      delaysMs: upstreamMs,
    },
    {
      link,
      stream: 'downstream',
      expected: expectedLeg(proxy, 'downstream'),
      trials: received,
      lost: received - answered,
      delaysMs: downstreamMs,
    },
  ];
}
