import { section } from '../figure.js';
import { html, type Markup } from '../html.js';

interface Definition {
  name: string;
  field: string;
  text: string;
  source?: string;
}

const definitions: readonly Definition[] = [
  {
    name: 'Propagation latency',
    field: 'propagationLatencyMs',
    text: 'Time from the moment an update is applied at its origin to the first time another node applies it, over all pairs of update and other node. Pairs not delivered by the deadline count; a percentile among them reads “> deadline”.',
    source: 'its mean is t_ave of Demers 1987',
  },
  {
    name: 'Full dissemination',
    field: 'fullDisseminationMs',
    text: 'Time from the write until the last live node holds the update; percentiles over updates.',
    source: 't_last of Demers 1987; dissemination in SWIM 2002',
  },
  {
    name: 'Rounds',
    field: 'rounds',
    text: 'The times to 50 %, 99 % and all of the live nodes, divided by the gossip interval.',
    source: 'Pittel 1987',
  },
  {
    name: 'Infection curve',
    field: 'infectionCurve',
    text: 'Mean fraction of live nodes that hold an update, by the time since its write, with a 95 % band over updates.',
    source: 'SI epidemic; phases in Karp 2000',
  },
  {
    name: 'Reach and residue',
    field: 'reach, residue',
    text: 'Delivered pairs divided by expected pairs: every update times every other node that was live until the deadline. Residue is 1 − reach.',
    source: 'reliability of Plumtree 2007; residue s of Demers 1987',
  },
  {
    name: 'Traffic',
    field: 'trafficPerUpdatePerNode',
    text: 'Copies of updates sent, divided by updates times nodes.',
    source: 'm of Demers 1987',
  },
  {
    name: 'Relative message redundancy',
    field: 'relativeMessageRedundancy',
    text: 'Copies received divided by deliveries, minus 1. 0 is a perfect spanning tree.',
    source: 'RMR of Plumtree 2007',
  },
  {
    name: 'Last delivery hop',
    field: 'lastDeliveryHop',
    text: 'Largest number of hops over the deliveries of an update.',
    source: 'LDH of Plumtree 2007',
  },
  {
    name: 'Wire bytes and byte overhead',
    field: 'wireBytesPerUpdatePerNode, byteOverhead',
    text: 'Gossip bytes sent with framing, less the idle rate, divided by updates times nodes. The overhead is all gossip bytes divided by payload × (n − 1) × updates; its floor is 1.',
  },
  {
    name: 'Traffic per node',
    field: 'sent',
    text: 'Gossip bytes and messages sent per second and node while updates are written, idle gossip included.',
  },
  {
    name: 'Idle cost',
    field: 'idle',
    text: 'Bytes and messages per second and node over a window without updates.',
  },
  {
    name: 'CPU and memory',
    field: 'resources',
    text: "CPU-ms per second and MiB of a node, from its container's cgroup or its process; median and maximum over nodes.",
  },
  {
    name: 'Offered, accepted and delivered load',
    field: 'load',
    text: 'What the open-loop generator schedules, what is answered with success, and what is applied on every live node, per second of the steady window. Write latency counts from the moment a write was due.',
  },
  {
    name: 'Reach during the fault',
    field: 'recovery.reachDuringFault',
    text: 'Of the updates accepted while a partition held: delivered pairs divided by expected pairs, within a side and across sides, before the heal. Within a side an update counts only if it had a fair time before the heal.',
  },
  {
    name: 'Convergence after heal',
    field: 'recovery.convergenceAfterHealMs',
    text: 'Time from the last confirmed heal until every live node holds, and keeps holding, every update accepted before it, with equal digests at the end.',
  },
  {
    name: 'Staleness',
    field: 'recovery.staleness',
    text: 'Accepted updates that a live node lacks, and the age of the oldest of them: the worst node and moment since the first fault.',
  },
  {
    name: 'Recovery of propagation',
    field: 'recovery.propagationRecoveryMs',
    text: 'Time from the last confirmed heal until the p99 propagation latency of the updates written from then on is back within the 95 % interval that it had before the faults.',
  },
  {
    name: 'First and full detection',
    field: 'detection.firstDetectionMs, detection.fullDetectionMs',
    text: 'Time from a crash until the first, and until every, live node marks the node failed; median and worst over crashes.',
    source: 'SWIM 2002; Dadgar 2017',
  },
  {
    name: 'False positives',
    field: 'detection.falsePositives, detection.falsePositivesAtHealthy',
    text: 'Times at which a live, connected node was marked failed by any node, and by a healthy one.',
    source: 'FP and FP⁻ of Dadgar 2017',
  },
  {
    name: 'Membership recovery',
    field: 'detection.membershipRecoveryMs',
    text: 'Time from the last confirmed heal until every live node sees every other alive.',
  },
];

/** What each figure means, in short; bench/METRICS.md has it in full. */
export function definitionsSection(): Markup {
  const entries = definitions.map(
    ({ name, field, text, source }) =>
      html`<div><dt>${name} <code>${field}</code></dt><dd>${text}${source !== undefined && html` <cite>(${source})</cite>`}</dd></div>`,
  );
  return section('definitions', 'Definitions', html`<dl class="definitions">${entries}</dl>`);
}
