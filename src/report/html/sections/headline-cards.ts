import type { Metrics } from '../../../../bench/result/result.js';
import { formatNumber, latency, percent, quantity, quantityText } from '../../format.js';

export interface HeadlineCard {
  /** Of the figure in the metric catalog, which knows its name, unit and format. */
  path: string;
  explanation: string;
  /** Figures that belong to it, in one line; undefined where there are none. */
  beside?: (metrics: Metrics) => string | undefined;
}

export interface CardGroup {
  title: string;
  cards: readonly HeadlineCard[];
}

const ms = (value: number | string): string => quantityText(latency(value));
const count = (value: number | string): string => (typeof value === 'string' ? value : formatNumber(value));

const dissemination: readonly HeadlineCard[] = [
  {
    path: 'propagationLatencyMs.p50',
    explanation:
      'Half of all deliveries took no longer, from the accepted write to the first receipt at a node.',
    beside: ({ propagationLatencyMs: found }) =>
      found?.mean === undefined ? undefined : `mean of the delivered ${ms(found.mean)}`,
  },
  {
    path: 'propagationLatencyMs.p99',
    explanation: 'One delivery in a hundred took longer.',
    beside: ({ propagationLatencyMs: found }) => found && `p90 ${ms(found.p90)}, max ${ms(found.max)}`,
  },
  {
    path: 'reach',
    explanation:
      'Share of expected pairs of update and node that were delivered; 100 % means that nothing was lost.',
    beside: ({ residue }) =>
      residue === undefined ? undefined : `residue ${quantityText(percent(residue))}`,
  },
  {
    path: 'fullDisseminationMs.p50',
    explanation: 'Time until the last live node held an update, median over updates.',
    beside: ({ fullDisseminationMs: found }) =>
      found && `over ${formatNumber(found.count)} ${found.count === 1 ? 'update' : 'updates'}`,
  },
  {
    path: 'fullDisseminationMs.p99',
    explanation: 'One update in a hundred took longer to reach its last node.',
    beside: ({ fullDisseminationMs: found }) => found && `max ${ms(found.max)}`,
  },
  {
    path: 'rounds.last',
    explanation: 'Full dissemination in gossip intervals; theory predicts O(log n).',
    beside: ({ rounds }) =>
      rounds && `half of the nodes ${count(rounds.t50)}, 99 % of them ${count(rounds.t99)}`,
  },
];

const cost: readonly HeadlineCard[] = [
  {
    path: 'trafficPerUpdatePerNode',
    explanation: 'Update copies sent, per update and node; about 1 would suffice.',
  },
  {
    path: 'relativeMessageRedundancy',
    explanation: 'Copies received beyond the first, per delivery; 0 is a perfect spanning tree.',
    beside: ({ lastDeliveryHop: found }) => found && `last delivery hop: p50 ${found.p50}, max ${found.max}`,
  },
  {
    path: 'wireBytesPerUpdatePerNode',
    explanation: 'All gossip bytes with framing, less the idle rate, per update and node.',
    beside: ({ byteOverhead }) =>
      byteOverhead === undefined ? undefined : `byte overhead ${formatNumber(byteOverhead)} × the payload`,
  },
  {
    path: 'idle.bytesPerSecondPerNode',
    explanation: 'Traffic of a node while nothing is written.',
    beside: ({ idle }) =>
      idle && quantityText(quantity(idle.messagesPerSecondPerNode, 'messages/s per node')),
  },
  {
    path: 'resources.cpuMsPerSecond.p50',
    explanation: 'CPU time that a node used, in ms per second; 10 is one hundredth of a core.',
    beside: ({ resources }) => resources && `busiest node ${formatNumber(resources.cpuMsPerSecond.max)} ms/s`,
  },
  {
    path: 'resources.memoryMiB.p50',
    explanation: 'Memory of a node.',
    beside: ({ resources }) => resources && `largest node ${formatNumber(resources.memoryMiB.max)} MiB`,
  },
];

const load: readonly HeadlineCard[] = [
  {
    path: 'load.deliveredPerSecond',
    explanation: 'Updates applied on every live node, per second of the steady window.',
    beside: ({ load: found }) =>
      found &&
      `offered ${formatNumber(found.offeredPerSecond)}/s, accepted ${formatNumber(found.acceptedPerSecond)}/s`,
  },
  {
    path: 'load.writeLatencyMs.p99',
    explanation: "Latency of a client's write request, from the time it was due (open loop: waiting counts).",
    beside: ({ load: found }) => found?.writeLatencyMs && `p50 ${ms(found.writeLatencyMs.p50)}`,
  },
];

export const cardGroups: readonly CardGroup[] = [
  { title: 'Dissemination', cards: dissemination },
  { title: 'Cost', cards: cost },
  { title: 'Load', cards: load },
];
