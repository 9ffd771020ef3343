import type { Metrics } from '../../../../bench/result.js';
import { bytes, latency, percent, type Quantity, quantity, quantityText } from '../../format.js';

export interface HeadlineFigure {
  name: string;
  explanation: string;
  /** Undefined where the run could not measure it. */
  shown: (metrics: Metrics) => { figure: Quantity; beside?: string } | undefined;
}

export interface FigureGroup {
  title: string;
  figures: readonly HeadlineFigure[];
}

const text = quantityText;

/** Shows a figure that may be absent. */
function when<T>(value: T | undefined, show: (value: T) => { figure: Quantity; beside?: string }) {
  return value === undefined ? undefined : show(value);
}

const dissemination: readonly HeadlineFigure[] = [
  {
    name: 'Propagation latency, median',
    explanation:
      'Half of all deliveries took no longer, from the accepted write to the first receipt at a node.',
    shown: ({ propagationLatencyMs }) =>
      when(propagationLatencyMs, ({ p50, mean }) => ({
        figure: latency(p50),
        beside: `mean of the delivered ${text(latency(mean))}`,
      })),
  },
  {
    name: 'Propagation latency, p99',
    explanation: 'One delivery in a hundred took longer.',
    shown: ({ propagationLatencyMs }) =>
      when(propagationLatencyMs, ({ p99, max }) => ({
        figure: latency(p99),
        beside: `max ${text(latency(max))}`,
      })),
  },
  {
    name: 'Full dissemination, median',
    explanation: 'Time until the last live node held an update; half of the updates were faster.',
    shown: ({ fullDisseminationMs }) =>
      when(fullDisseminationMs, ({ p50, count }) => ({ figure: latency(p50), beside: `${count} updates` })),
  },
  {
    name: 'Full dissemination, p99',
    explanation: 'One update in a hundred needed longer to reach its last node.',
    shown: ({ fullDisseminationMs }) =>
      when(fullDisseminationMs, ({ p99, max }) => ({
        figure: latency(p99),
        beside: `max ${text(latency(max))}`,
      })),
  },
  {
    name: 'Rounds to the last node',
    explanation: 'Full dissemination in gossip intervals; theory expects the order of log n.',
    shown: ({ rounds }) =>
      when(rounds, ({ t50, t99, last }) => ({
        figure: typeof last === 'number' ? quantity(last, 'rounds') : latency(last),
        beside: `half of the nodes ${text(rounded(t50))}, 99 % ${text(rounded(t99))}`,
      })),
  },
  {
    name: 'Reach',
    explanation: 'Delivered pairs of update and node, of those expected; 100 % means nothing was lost.',
    shown: ({ reach, residue }) =>
      when(reach, (share) => ({
        figure: percent(share),
        ...(residue !== undefined && { beside: `residue ${text(percent(residue))}` }),
      })),
  },
];

const rounded = (value: number | string): Quantity =>
  typeof value === 'number' ? quantity(value, '') : latency(value);

const cost: readonly HeadlineFigure[] = [
  {
    name: 'Traffic',
    explanation: 'Copies of an update sent, per update and node; 1 would be enough.',
    shown: ({ trafficPerUpdatePerNode }) =>
      when(trafficPerUpdatePerNode, (value) => ({ figure: quantity(value, 'copies per update per node') })),
  },
  {
    name: 'Redundancy',
    explanation: 'Copies received beyond the first, per delivery; 0 is a perfect spanning tree.',
    shown: ({ relativeMessageRedundancy, lastDeliveryHop }) =>
      when(relativeMessageRedundancy, (value) => ({
        figure: quantity(value, 'RMR'),
        ...(lastDeliveryHop && {
          beside: `last delivery hop: p50 ${lastDeliveryHop.p50}, max ${lastDeliveryHop.max}`,
        }),
      })),
  },
  {
    name: 'Wire bytes',
    explanation: 'All gossip bytes with framing, less the idle rate, per update and node.',
    shown: ({ wireBytesPerUpdatePerNode, byteOverhead }) =>
      when(wireBytesPerUpdatePerNode, (value) => ({
        figure: bytes(value, ' per update per node'),
        ...(byteOverhead !== undefined && {
          beside: `byte overhead ${text(quantity(byteOverhead, '× the payload'))}`,
        }),
      })),
  },
  {
    name: 'Idle cost',
    explanation: 'What a node sends when there is nothing to tell.',
    shown: ({ idle }) =>
      when(idle, ({ bytesPerSecondPerNode, messagesPerSecondPerNode }) => ({
        figure: bytes(bytesPerSecondPerNode, '/s per node'),
        beside: `${text(quantity(messagesPerSecondPerNode, 'messages/s per node'))}`,
      })),
  },
  {
    name: 'CPU of a node, median',
    explanation: 'CPU time a node used per second; 10 CPU-ms per s is 1 % of a core.',
    shown: ({ resources }) =>
      when(resources, ({ cpuMsPerSecond: { p50, max } }) => ({
        figure: quantity(p50, 'CPU-ms per s'),
        beside: `busiest node ${text(quantity(max, 'CPU-ms per s'))}`,
      })),
  },
  {
    name: 'Memory of a node, median',
    explanation: 'Memory a node held.',
    shown: ({ resources }) =>
      when(resources, ({ memoryMiB: { p50, max } }) => ({
        figure: quantity(p50, 'MiB'),
        beside: `largest node ${text(quantity(max, 'MiB'))}`,
      })),
  },
];

const load: readonly HeadlineFigure[] = [
  {
    name: 'Delivered load',
    explanation: 'Updates applied on every live node, per second of the steady window.',
    shown: ({ load: steady }) =>
      when(steady, ({ deliveredPerSecond, acceptedPerSecond, offeredPerSecond }) => ({
        figure: quantity(deliveredPerSecond, 'updates/s'),
        beside: `offered ${text(quantity(offeredPerSecond, '/s'))}, accepted ${text(quantity(acceptedPerSecond, '/s'))}`,
      })),
  },
  {
    name: 'Write latency, p99',
    explanation:
      "Of the client's write request, from the moment it was due; an open loop, so waiting counts.",
    shown: ({ load: steady }) =>
      when(steady?.writeLatencyMs, ({ p50, p99 }) => ({
        figure: latency(p99),
        beside: `p50 ${text(latency(p50))}`,
      })),
  },
];

export const figureGroups: readonly FigureGroup[] = [
  { title: 'Dissemination', figures: dissemination },
  { title: 'Cost', figures: cost },
  { title: 'Load', figures: load },
];
