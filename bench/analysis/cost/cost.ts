import type { Metrics } from '../../result/result.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { KnownUpdate } from '../index/updates.js';
import { contains, type Window } from '../timeline/phases.js';
import { type NodeTraffic, sendingRates, type TrafficTotal, totalTraffic } from './traffic.js';

type CostMetrics = Pick<
  Metrics,
  | 'trafficPerUpdatePerNode'
  | 'relativeMessageRedundancy'
  | 'wireBytesPerUpdatePerNode'
  | 'byteOverhead'
  | 'sent'
>;

/** What the updates of the window cost, `traffic` being what every node sent and received in it. */
export function cost(given: {
  index: JournalIndex;
  window: Window | undefined;
  traffic: readonly NodeTraffic[];
  updates: readonly KnownUpdate[];
  nodes: number;
  idle: Metrics['idle'];
}): CostMetrics {
  const { index, window, traffic, nodes, idle } = given;
  const updates = window ? given.updates.filter(({ t0Ms }) => contains(window, t0Ms)) : [];
  const sent = sendingRates(traffic);
  if (!window || traffic.length === 0) return {};
  if (updates.length === 0) return sent ? { sent } : {};
  const total = totalTraffic(traffic);
  const perUpdatePerNode = (amount: number): number => amount / (updates.length * nodes);
  const { copiesSent, bytesSent } = total;
  const payloadBytes = updates.reduce((sum, { bytes }) => sum + bytes, 0) * (nodes - 1);
  return {
    ...(copiesSent !== undefined && { trafficPerUpdatePerNode: perUpdatePerNode(copiesSent) }),
    ...redundancy(index, window, total),
    ...wireBytes(total, idle, perUpdatePerNode),
    ...(payloadBytes > 0 && bytesSent !== undefined && { byteOverhead: bytesSent / payloadBytes }),
    ...(sent && { sent }),
  };
}

/** Absent where idle gossip alone sent more than the window saw (a warning says so): fewer than no bytes are no figure. */
function wireBytes(
  total: TrafficTotal,
  idle: Metrics['idle'],
  perUpdatePerNode: (amount: number) => number,
): Pick<CostMetrics, 'wireBytesPerUpdatePerNode'> {
  const bytes = idle ? bytesBeyondIdle(total, idle) : undefined;
  return bytes === undefined || bytes < 0 ? {} : { wireBytesPerUpdatePerNode: perUpdatePerNode(bytes) };
}

export const bytesBeyondIdle = (
  { bytesSent, seconds }: TrafficTotal,
  idle: NonNullable<Metrics['idle']>,
): number | undefined =>
  bytesSent === undefined ? undefined : bytesSent - idle.bytesPerSecondPerNode * seconds;

/** RMR (Plumtree 2007): copies received over first receipts, less one; a superseded update took no copy. */
function redundancy(
  { receipts }: JournalIndex,
  { startMs, endMs }: Window,
  { copiesReceived }: TrafficTotal,
): Pick<CostMetrics, 'relativeMessageRedundancy'> {
  let deliveries = 0;
  for (const { tMs, length } of receipts) {
    for (let row = 0; row < length; row += 1) {
      if (tMs[row]! >= startMs && tMs[row]! <= endMs) deliveries += 1;
    }
  }
  return deliveries > 0 && copiesReceived !== undefined
    ? { relativeMessageRedundancy: copiesReceived / deliveries - 1 }
    : {};
}
