import type { NodeId } from '../../../nodes/protocol/types.js';
import { linkName } from '../../../nodes/runtime/cluster.js';
import { type Judgement, judgeCanaries, type Leg } from '../../canaries/judge-canaries.js';
import { type LinkQuality, qualityToxics } from '../../faults/link-quality.js';
import type { LinksSeen } from '../../link-control/link-control.js';
import type { DirectedLink } from '../../links/directed-link.js';
import { linkKey, reversed, uniqueLinks } from '../../links/directed-links.js';
import { type ProxyState, ToxiproxyApi } from '../api/toxiproxy-api.js';
import { baseOwner, planToxics } from '../proxies/toxic-plan.js';
import { type CanaryControl, type CanaryTally, canCarryCanaries, sendCanaries } from './canaries.js';
import { planCanaries } from './canary-plan.js';
import { expectedLeg } from './expected-leg.js';
import { bothLegs } from './legs.js';
import { readBack } from './read-back.js';

/** Believes the links' quality when it is seen: read back from Toxiproxy, and met by canaries on the links. */
export async function confirmBaseLinks(
  quality: LinkQuality,
  linkSet: Iterable<DirectedLink>,
  apiUrl: string,
  control: (node: NodeId) => CanaryControl,
  portion = 1,
): Promise<LinksSeen> {
  const links = [...linkSet];
  const proxies = await new ToxiproxyApi(apiUrl).proxies();
  const differences = readBack(baseOwner, planToxics(baseOwner, qualityToxics(quality, links)), proxies);
  const { measured, reasons } = await meet(links, proxies, control, portion);
  return {
    confirmed: differences.length + reasons.length === 0,
    reasons: [...differences, ...reasons],
    measured: { ...measured, lossPer: 'connection' },
  };
}

/** A direction i → j is met twice: by requests on its own link, and by answers on the opposite one. */
async function meet(
  touched: readonly DirectedLink[],
  proxies: ReadonlyMap<string, ProxyState>,
  control: (node: NodeId) => CanaryControl,
  portion: number,
): Promise<Judgement> {
  if (touched.length === 0) return { measured: { probes: 0 }, reasons: ['the fault affects no link'] };
  const carriers = uniqueLinks([...touched, ...touched.map(reversed)]).filter((link) =>
    canCarryCanaries(control, link),
  );
  // Then they are confirmed by what is read back alone.
  if (carriers.length === 0) return { measured: { probes: 0 }, reasons: [] };
  const senders = new Set(carriers.map(({ from }) => from)).size;
  const plan = planCanaries(
    carriers.length,
    senders,
    carriers.flatMap((link) => {
      const proxy = proxies.get(linkName(link.from, link.to));
      return [expectedLeg(proxy, 'upstream'), expectedLeg(proxy, 'downstream')];
    }),
    portion,
  );
  const tallies = await sendCanaries(carriers, plan, control);
  const keys = new Set(touched.map(linkKey));
  const legs = tallies.flatMap((tally) => legsOf(tally, keys, proxies));
  return judgeCanaries(
    tallies.reduce((sum, { sent }) => sum + sent, 0),
    legs,
  );
}

function legsOf(
  tally: CanaryTally,
  touched: ReadonlySet<string>,
  proxies: ReadonlyMap<string, ProxyState>,
): Leg[] {
  const { link } = tally;
  const [requests, answers] = bothLegs(tally, proxies);
  return [
    ...(touched.has(linkKey(link)) ? [requests] : []),
    ...(touched.has(linkKey(reversed(link))) ? [answers] : []),
  ];
}
