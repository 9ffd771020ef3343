import type { Metrics } from '../../bench/result/result.js';
import { correctnessRows, detectionRows, recoveryRows } from './chaos-metrics.js';
import { bytes, latency, percent } from './format.js';
import { type CatalogMetric, inUnit, type MetricGroup, orText, plain, type Row } from './metric-row.js';

const propagation = 'From acceptance of an update until a node first applies it, over all updates and nodes.';
const full = 'From acceptance of an update until the last live node applies it, over updates.';

const groups: Record<MetricGroup, readonly Row[]> = {
  dissemination: [
    ['propagationLatencyMs.p50', 'propagation latency p50', 'ms', 'lower', latency, propagation],
    ['propagationLatencyMs.p90', 'propagation latency p90', 'ms', 'lower', latency, propagation],
    ['propagationLatencyMs.p99', 'propagation latency p99', 'ms', 'lower', latency, propagation],
    ['propagationLatencyMs.max', 'propagation latency max', 'ms', 'lower', latency, propagation],
    ['fullDisseminationMs.p50', 'full dissemination p50', 'ms', 'lower', latency, full],
    ['fullDisseminationMs.p99', 'full dissemination p99', 'ms', 'lower', latency, full],
    [
      'rounds.t50',
      'rounds to half of the nodes',
      'rounds',
      'lower',
      inUnit('rounds'),
      'Time until half of the live nodes hold an update, in gossip intervals.',
    ],
    [
      'rounds.last',
      'rounds to the last node',
      'rounds',
      'lower',
      inUnit('rounds'),
      'Full dissemination in gossip intervals.',
    ],
    [
      'prediction.fullDisseminationMs.p50',
      'simulated full dissemination p50',
      'ms',
      'neither',
      latency,
      'Full dissemination in a simulation of the same spec and seed.',
    ],
    [
      'prediction.curveError',
      'error of the simulated curve',
      'fraction',
      'lower',
      orText(percent),
      'Largest difference between the measured and the simulated infection curve, as a share of the nodes.',
    ],
    [
      'reach',
      'reach',
      'fraction',
      'higher',
      orText(percent),
      'Share of the expected pairs of update and live node that were delivered by the deadline.',
    ],
  ],
  cost: [
    [
      'trafficPerUpdatePerNode',
      'traffic per update and node',
      'copies',
      'lower',
      inUnit('copies'),
      'Update copies sent, per update and node (m of Demers 1987).',
    ],
    [
      'relativeMessageRedundancy',
      'relative message redundancy',
      'ratio',
      'lower',
      plain,
      'Copies received per delivery, minus 1; 0 is a perfect spanning tree.',
    ],
    [
      'lastDeliveryHop.p50',
      'last delivery hop p50',
      'hops',
      'lower',
      inUnit('hops'),
      'Largest hop count over the deliveries of an update.',
    ],
    [
      'lastDeliveryHop.max',
      'last delivery hop max',
      'hops',
      'lower',
      inUnit('hops'),
      'Largest hop count over the deliveries of an update.',
    ],
    [
      'wireBytesPerUpdatePerNode',
      'wire bytes per update and node',
      'bytes',
      'lower',
      orText(bytes),
      'Gossip bytes sent, framing included, minus the idle rate, per update and node.',
    ],
    [
      'byteOverhead',
      'byte overhead',
      'ratio',
      'lower',
      inUnit('×'),
      'Gossip bytes sent per payload byte that had to arrive; 1 is the minimum.',
    ],
    [
      'sent.bytesPerSecondPerNode',
      'traffic per node',
      'bytes/s',
      'lower',
      orText((value) => bytes(value, '/s')),
      'All gossip bytes sent while updates are written, framing included.',
    ],
    [
      'idle.bytesPerSecondPerNode',
      'idle traffic per node',
      'bytes/s',
      'lower',
      orText((value) => bytes(value, '/s')),
      'Gossip bytes sent while nothing is written.',
    ],
    [
      'datagrams.datagramsPerSecondPerNode',
      'datagrams per node',
      'datagrams/s',
      'lower',
      inUnit('datagrams/s'),
      'Datagrams that a node sends over its links while updates are written, as the links count them.',
    ],
    [
      'datagrams.bytesPerSecondPerNode',
      'datagram bytes per node',
      'bytes/s',
      'lower',
      orText((value) => bytes(value, '/s')),
      'Their payload, without the headers of UDP and IP.',
    ],
    [
      'datagrams.lostShare',
      'datagrams lost by chance',
      'fraction',
      'neither',
      orText(percent),
      'Share of the datagrams that the links lost because a fault asked for it, each drawn by itself.',
    ],
    [
      'datagrams.crowdedOutShare',
      'datagrams crowded out',
      'fraction',
      'lower',
      orText(percent),
      'Share of the datagrams for which there was no room, in the links or in the system.',
    ],
    [
      'wire.bytesPerUpdatePerNode',
      'link bytes per update and node',
      'bytes',
      'lower',
      orText(bytes),
      'Counted outside of the nodes, with all headers: bytes sent, minus the idle rate, per update and node.',
    ],
    [
      'wire.bytesPerSecondPerNode',
      'link bytes per node',
      'bytes/s',
      'lower',
      orText((value) => bytes(value, '/s')),
      'Counted outside of the nodes: all bytes that a node sends to its peers while updates are written, with the headers of IP, TCP and UDP.',
    ],
    [
      'wire.payloadBytesPerSecondPerNode',
      'of them payload',
      'bytes/s',
      'lower',
      orText((value) => bytes(value, '/s')),
      'The same without those headers: what the node itself could count.',
    ],
    [
      'wire.packetsPerSecondPerNode',
      'packets per node',
      'packets/s',
      'lower',
      inUnit('packets/s'),
      'IP packets that a node sends to its peers, acknowledgements included.',
    ],
    [
      'wire.datagramShare',
      'of the link bytes datagrams',
      'fraction',
      'neither',
      orText(percent),
      'Share of the link bytes that went by UDP.',
    ],
    [
      'wire.idleBytesPerSecondPerNode',
      'idle link bytes per node',
      'bytes/s',
      'lower',
      orText((value) => bytes(value, '/s')),
      'Counted outside of the nodes, with all headers, while nothing is written.',
    ],
    [
      'resources.cpuMsPerSecond.p50',
      'CPU of a node p50',
      'ms/s',
      'lower',
      inUnit('ms/s'),
      'CPU time a node uses per second, in ms; 10 is one hundredth of a core.',
    ],
    [
      'resources.cpuMsPerSecond.max',
      'CPU of a node max',
      'ms/s',
      'lower',
      inUnit('ms/s'),
      'CPU time a node uses per second, in ms; 10 is one hundredth of a core.',
    ],
    ['resources.memoryMiB.p50', 'memory of a node p50', 'MiB', 'lower', inUnit('MiB'), 'Memory of a node.'],
    ['resources.memoryMiB.max', 'memory of a node max', 'MiB', 'lower', inUnit('MiB'), 'Memory of a node.'],
  ],
  load: [
    [
      'load.offeredPerSecond',
      'offered load',
      'updates/s',
      'neither',
      inUnit('updates/s'),
      'Load that the open-loop generator scheduled in the steady phase.',
    ],
    [
      'load.acceptedPerSecond',
      'accepted load',
      'updates/s',
      'higher',
      inUnit('updates/s'),
      'Writes answered with success.',
    ],
    [
      'load.deliveredPerSecond',
      'delivered load',
      'updates/s',
      'higher',
      inUnit('updates/s'),
      'Updates applied on every live node.',
    ],
    [
      'load.pushedBackPerSecond',
      'pushed back',
      'updates/s',
      'lower',
      inUnit('updates/s'),
      'Writes that a node rejected with 503 because it still had too many updates to spread.',
    ],
    [
      'load.writeLatencyMs.p50',
      'write latency p50',
      'ms',
      'lower',
      latency,
      'Latency of a write request, as the client saw it.',
    ],
    [
      'load.writeLatencyMs.p99',
      'write latency p99',
      'ms',
      'lower',
      latency,
      'Latency of a write request, as the client saw it.',
    ],
    [
      'load.generatorLatenessMs.p99',
      'lateness of the generator p99',
      'ms',
      'lower',
      latency,
      'Delay of the load generator behind the intended send times.',
    ],
    [
      'load.backlog.peakUpdates',
      'peak backlog',
      'updates',
      'lower',
      inUnit('updates'),
      'Largest number of accepted updates that were not yet on every live node.',
    ],
    [
      'load.backlog.drainMs',
      'backlog drain',
      'ms',
      'lower',
      latency,
      'From the last intended send until every accepted update was on every live node.',
    ],
  ],
  recovery: recoveryRows,
  detection: detectionRows,
  correctness: correctnessRows,
};

/** The headline figures, in the order in which they are shown. */
export const metricCatalog: readonly CatalogMetric[] = (Object.keys(groups) as MetricGroup[]).flatMap(
  (group) =>
    groups[group].map(([path, label, unit, better, format, description]) => ({
      path,
      label,
      group,
      unit,
      better,
      format,
      description,
    })),
);

export const catalogMetric = (path: string): CatalogMetric | undefined =>
  metricCatalog.find((metric) => metric.path === path);

/** The value at a dotted path; undefined where the run could not measure it. */
export function readMetric(metrics: Metrics, path: string): number | string | undefined {
  const value = path
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], metrics);
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}
