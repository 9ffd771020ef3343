import type { NodeControl, ProbeResult } from '../../../nodes/contract/client.js';
import type { NodeId } from '../../../nodes/protocol/types.js';
import type { DirectedLink } from '../../links/directed-link.js';
import { linkKey } from '../../links/directed-links.js';
import type { CanaryPlan } from './canary-plan.js';

/** What the injector asks of a node. */
export type CanaryControl = Pick<NodeControl, 'probe' | 'probesReceived' | 'takesCanaries'>;

/** What became of the canaries that one link carried, on either stream of its proxy. */
export interface CanaryTally {
  readonly link: DirectedLink;
  readonly sent: number;
  /** By the peer; what is missing was lost on the upstream stream. */
  readonly received: number;
  /** What is missing of those received was lost on the downstream stream. */
  readonly answered: number;
  /** One-way delays of the answered ones, ms: sender to peer, and back. */
  readonly upstreamMs: readonly number[];
  readonly downstreamMs: readonly number[];
}

/** Whether canaries can cross a link: both ends take them. */
export const canCarryCanaries = (
  control: (node: NodeId) => CanaryControl,
  { from, to }: DirectedLink,
): boolean => control(from).takesCanaries !== false && control(to).takesCanaries !== false;

/** Sends canaries over the links and counts them at both ends. @throws CodedError NODE_UNREACHABLE */
export async function sendCanaries(
  links: readonly DirectedLink[],
  plan: CanaryPlan,
  control: (node: NodeId) => CanaryControl,
): Promise<CanaryTally[]> {
  const peers = groupBy(links, ({ from }) => from);
  const receivers = [...new Set(links.map(({ to }) => to))];
  const before = await receivedBy(receivers, control);
  const sent = await Promise.all(
    [...peers].map(async ([from, toPeers]): Promise<[NodeId, readonly ProbeResult[]]> => {
      const to = toPeers.map((link) => link.to);
      return [from, await control(from).probe(to, plan.perLink, plan.timeoutMs, plan.concurrency)];
    }),
  );
  const after = await receivedBy(receivers, control);
  const results = new Map(sent.map(([from, all]) => [from, groupBy(all, ({ peer }) => peer)]));
  return links.map((link) => {
    const received = (after.get(linkKey(link)) ?? 0) - (before.get(linkKey(link)) ?? 0);
    return tally(link, results.get(link.from)?.get(link.to) ?? [], received);
  });
}

/** How many canaries each receiver has seen, by link. */
async function receivedBy(
  receivers: readonly NodeId[],
  control: (node: NodeId) => CanaryControl,
): Promise<ReadonlyMap<string, number>> {
  const counts = await Promise.all(
    receivers.map(async (to) =>
      [...(await control(to).probesReceived())].map(
        ([from, count]) => [linkKey({ from, to }), count] as const,
      ),
    ),
  );
  return new Map(counts.flat());
}

function tally(link: DirectedLink, results: readonly ProbeResult[], received: number): CanaryTally {
  const answered = results.filter(({ answeredMs }) => answeredMs !== undefined);
  return {
    link,
    sent: results.length,
    // A peer that was restarted meanwhile has begun to count anew.
    received: Math.min(results.length, Math.max(answered.length, received)),
    answered: answered.length,
    upstreamMs: answered.map(({ sentMs, receivedMs = sentMs }) => receivedMs - sentMs),
    downstreamMs: answered.map(({ answeredMs = 0, receivedMs = answeredMs }) => answeredMs - receivedMs),
  };
}

function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
