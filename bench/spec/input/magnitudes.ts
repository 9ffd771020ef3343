import type { Spec } from '../spec.js';
import type { Contradiction } from './contradiction.js';
import { formatQuantity } from './quantity.js';
import { duration, rate, size } from './quantity-kinds.js';

/**
 * What one run can hold. The plan of a phase, the journal's events and the receipts of the analysis are in memory: some 150 bytes a
 * write, 33 a receipt. Every node keeps the value of every key. A simulated node that detects failures keeps what it believes of members: 4,000 nodes
 * that join take 5 GB; from 5,000 on they begin joined, and keep only what happened since.
 */
export const mostOf = {
  /** Updates of all phases. */
  writes: 5_000_000,
  /** Updates × nodes. */
  receipts: 100_000_000,
  /** Bytes of values that each node keeps. */
  valueBytes: 4 * 2 ** 30,
  /** Bytes of values written per second. */
  valueBytesPerSecond: 1_000_000_000,
  /** Nodes × rounds of a simulation, and nodes × probes. */
  simulatedRounds: 1_000_000_000,
  /** Nodes of a simulation with a failure detector. */
  detectingNodes: 20_000,
} as const;

const count = (value: number): string => Math.ceil(value).toLocaleString('en-US');

/** Writes that a spec asks for, on average: spread, ramp-up, steady load, and the load that goes on under faults. */
export function writesOf({ workload, phases, chaos }: Pick<Spec, 'workload' | 'phases' | 'chaos'>): number {
  const { updates, arrivals, rampFromPerSecond } = workload;
  const ratePerSecond =
    arrivals === 'ramp' ? Math.max(workload.ratePerSecond, rampFromPerSecond) : workload.ratePerSecond;
  const rampUp = phases.rampUpMs / 2;
  const underFaults = chaos ? chaos.windowMs + chaos.recoveryMs : 0;
  return updates + (ratePerSecond * (phases.durationMs + rampUp + underFaults)) / 1_000;
}

/** Quantities that are right by themselves, and together more than a run can hold. */
export function* excessiveMagnitudes(spec: Spec): Generator<Contradiction> {
  yield* tooManyWrites(spec);
  yield* tooManyBytes(spec);
  if (spec.runtime === 'sim') yield* tooMuchSimulation(spec);
}

const loadText = ({ workload, phases, chaos }: Spec): string => {
  const seconds = formatQuantity(duration, phases.durationMs);
  return `${count(workload.updates)} updates and ${formatQuantity(rate, workload.ratePerSecond)} over ${seconds}${chaos ? ' and the chaos window' : ''}`;
};

/** Writes that cannot be planned, whoever receives them; undefined where they can. */
export function tooManyToPlan(spec: Spec): Contradiction | undefined {
  const writes = writesOf(spec);
  if (writes <= mostOf.writes) return undefined;
  const text = `${loadText(spec)} are ${count(writes)} writes, and a run holds at most ${count(mostOf.writes)}: lower the rate or the duration`;
  return { fields: blamed(spec), text };
}

function* tooManyWrites(spec: Spec): Generator<Contradiction> {
  const { cluster } = spec;
  const writes = writesOf(spec);
  const unplanned = tooManyToPlan(spec);
  if (unplanned) yield unplanned;
  else if (writes * cluster.nodes > mostOf.receipts) {
    yield {
      fields: [...blamed(spec), 'cluster.nodes'],
      text: `${loadText(spec)} to ${count(cluster.nodes)} nodes are ${count(writes * cluster.nodes)} receipts, and a run holds at most ${count(mostOf.receipts)}: use fewer nodes or fewer writes`,
    };
  }
}

/** What most of the writes come from. */
function blamed({ workload }: Spec): readonly [string, ...string[]] {
  return workload.updates > mostOf.writes / 2
    ? ['workload.updates', 'workload.rate', 'phases.duration']
    : ['workload.rate', 'phases.duration', 'workload.updates'];
}

function* tooManyBytes(spec: Spec): Generator<Contradiction> {
  const { workload, runtime } = spec;
  const { payloadBytes, ratePerSecond, keys, keyCount } = workload;
  const perSecond = payloadBytes * ratePerSecond;
  const payload = formatQuantity(size, payloadBytes);
  if (perSecond > mostOf.valueBytesPerSecond) {
    yield {
      fields: ['workload.payload', 'workload.rate'],
      text: `payloads of ${payload} at ${formatQuantity(rate, ratePerSecond)} are ${count(perSecond)} B/s, and one machine writes at most ${count(mostOf.valueBytesPerSecond)} B/s: lower the payload or the rate`,
    };
  }
  const writes = writesOf(spec);
  const kept = payloadBytes * (keys === 'distinct' ? writes : Math.min(keyCount, writes));
  if (runtime !== 'sim' && kept > mostOf.valueBytes) {
    yield {
      fields: ['workload.payload', 'workload.rate', 'workload.updates'],
      text: `every node would keep ${count(kept)} B of values of ${payload}, and holds at most ${count(mostOf.valueBytes)} B: lower the payload or the number of writes, or use keys uniform with a small keyCount`,
    };
  }
}

function* tooMuchSimulation({ cluster, protocol, phases, chaos }: Spec): Generator<Contradiction> {
  const { nodes } = cluster;
  if (protocol.detector !== 'none' && nodes > mostOf.detectingNodes) {
    yield {
      fields: ['protocol.detector', 'cluster.nodes'],
      text: `with detector ${protocol.detector} each of the ${count(nodes)} nodes remembers others, and a simulation holds at most ${count(mostOf.detectingNodes)} such nodes: use fewer, or detector none`,
    };
  }
  const totalMs = phases.rampUpMs + phases.durationMs + phases.idleMs + (chaos?.windowMs ?? 0);
  const periods = [
    ['protocol.interval', protocol.intervalMs],
    ...(protocol.detector === 'swim' ? [['protocol.probeInterval', protocol.probeIntervalMs] as const] : []),
    ...(protocol.repairIntervalMs > 0
      ? [['protocol.repairInterval', protocol.repairIntervalMs] as const]
      : []),
  ] as const;
  for (const [field, periodMs] of periods) {
    const rounds = (nodes * totalMs) / periodMs;
    if (rounds <= mostOf.simulatedRounds) continue;
    yield {
      fields: [field, 'phases.duration', 'cluster.nodes'],
      text: `${count(nodes)} nodes with ${formatQuantity(duration, periodMs)} between rounds over ${formatQuantity(duration, totalMs)} are ${count(rounds)} rounds, and a simulation runs at most ${count(mostOf.simulatedRounds)}: raise the interval, or lower the duration or the nodes`,
    };
    return;
  }
}
