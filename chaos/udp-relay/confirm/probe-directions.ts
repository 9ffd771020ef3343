import type { RelayDoor } from '../../../nodes/runtime/relay-door.js';
import { burstiness } from '../../../nodes/runtime/sim/network/links/datagram-flaws.js';
import type { ExpectedLeg, Leg } from '../../canaries/judge-canaries.js';
import type { DirectedLink } from '../../links/directed-link.js';
import { type DatagramFaults, datagramLoss } from '../model/datagram-faults.js';
import type { ProbePlan } from '../relay/relay-protocol.js';
import { askRelay } from '../relay-client.js';

/** Canaries in all; the loss of 5 % is then known to ± 0.4 % (standard error). */
export interface Wanted {
  readonly loss: number;
  readonly delay: number;
}

const perLinkLimit = 200;
const perSecond = 2_000;
/** For the machine. A cut may be over in a second, and canaries over it are waited for so long. */
const slackMs = 500;

/** Sends canaries over directions; a leg is what those of one direction met, and what was expected. */
export async function probeDirections(
  door: RelayDoor,
  links: readonly DirectedLink[],
  demandOf: (link: DirectedLink) => DatagramFaults,
  wanted: Wanted,
): Promise<Leg[]> {
  if (links.length === 0) return [];
  const expected = links.map((link) => expectedLeg(demandOf(link)));
  const { probes } = await askRelay(door, { ask: 'probe', links, plan: planOf(expected, wanted) });
  return probes.map(({ sent, received, delaysMs }, index) => ({
    link: links[index]!,
    stream: 'datagrams',
    expected: expected[index]!,
    trials: sent,
    lost: sent - received,
    delaysMs,
  }));
}

function planOf(legs: readonly ExpectedLeg[], wanted: Wanted): ProbePlan {
  const isLossy = legs.some(({ loss }) => loss > 0 && loss < 1);
  const longestMs = legs.reduce((longest, { maxLatencyMs }) => Math.max(longest, maxLatencyMs), 0);
  const perLink = Math.ceil((isLossy ? wanted.loss : wanted.delay) / legs.length);
  return {
    perLink: Math.min(perLinkLimit, perLink),
    perSecond,
    timeoutMs: Math.ceil(longestMs + slackMs),
  };
}

/** A canary passes a limited line by, so that its rate is read back alone. */
function expectedLeg(faults: DatagramFaults): ExpectedLeg {
  const { latencyMs, jitterMs } = faults;
  const longMs = latencyMs + jitterMs;
  return { latencyMs, maxLatencyMs: longMs, loss: datagramLoss(faults), burstiness: burstiness(faults) };
}
