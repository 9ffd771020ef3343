import { burstiness } from '../../nodes/runtime/sim/network/links/datagram-flaws.js';
import { canaryLoss } from '../../nodes/runtime/sim/network/links/link-state.js';
import type { SimulatedLinks } from '../../nodes/runtime/sim/network/simulated-links.js';
import { judgeCanaries, type Leg } from '../canaries/judge-canaries.js';
import type { LinksSeen } from '../link-control/link-control.js';
import type { LinkState } from '../link-control/link-state.js';
import type { DirectedLink } from '../links/directed-link.js';
import type { LinkSet } from '../links/link-set.js';

/** Links that are probed of those that are touched, and canaries in all. */
const sampleSize = 60;
const canaries = 2_400;

/** Sends virtual canaries over a sample of the links, and holds what they meet against what is asked of each link. */
export function confirmSimulated(
  touched: LinkSet,
  links: SimulatedLinks,
  askedOf: (link: DirectedLink) => LinkState,
): LinksSeen {
  const sample = touched.spread(sampleSize);
  if (sample.length === 0) return { confirmed: true, reasons: [], measured: { probes: 0 } };
  const each = Math.ceil(canaries / sample.length);
  const legs = sample.map((link) => legOf(link, each, links, askedOf(link)));
  const { measured, reasons } = judgeCanaries(each * sample.length, legs);
  return { confirmed: reasons.length === 0, reasons, measured };
}

function legOf(link: DirectedLink, trials: number, links: SimulatedLinks, asked: LinkState): Leg {
  const delays = Array.from({ length: trials }, () => links.probe(link.from, link.to));
  const delaysMs = delays.filter((delay) => delay !== undefined);
  const { latencyMs, jitterMs } = asked;
  const loss = canaryLoss(asked);
  const bursts = asked.datagrams ? burstiness(asked.datagrams) : 1;
  const expected = { latencyMs, maxLatencyMs: latencyMs + jitterMs, loss, burstiness: bursts };
  return { link, stream: 'upstream', expected, trials, lost: trials - delaysMs.length, delaysMs };
}
