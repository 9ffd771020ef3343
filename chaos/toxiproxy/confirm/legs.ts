import { linkName } from '../../../nodes/runtime/cluster.js';
import type { Leg } from '../../canaries/judge-canaries.js';
import type { ProxyState } from '../api/toxiproxy-api.js';
import type { CanaryTally } from './canaries.js';
import { expectedLeg } from './expected-leg.js';

/** What the canaries of one link met on its two streams: requests going there, and answers coming back. */
export function bothLegs(
  { link, sent, received, answered, upstreamMs, downstreamMs }: CanaryTally,
  proxies: ReadonlyMap<string, ProxyState>,
): [requests: Leg, answers: Leg] {
  const proxy = proxies.get(linkName(link.from, link.to));
  const requests = expectedLeg(proxy, 'upstream');
  const answers = expectedLeg(proxy, 'downstream');
  return [
    {
      link,
      stream: 'upstream',
      expected: requests,
      trials: sent,
      lost: sent - received,
      delaysMs: upstreamMs,
    },
    {
      link,
      stream: 'downstream',
      // Nothing is answered where nothing is asked.
      expected: requests.loss < 1 ? answers : { ...answers, loss: 1 },
      trials: received,
      lost: received - answered,
      delaysMs: downstreamMs,
    },
  ];
}
