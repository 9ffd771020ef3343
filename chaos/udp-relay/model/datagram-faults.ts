import {
  bothFlaws,
  type DatagramFlaws,
  either,
} from '../../../nodes/runtime/sim/network/links/datagram-flaws.js';
import { meanLoss } from '../../../nodes/runtime/sim/network/links/gilbert-elliott-loss.js';
import type { PartitionMode } from '../../faults/partition.js';

/** What all faults together do to the datagrams of one direction of a link. */
export interface DatagramFaults extends DatagramFlaws {
  /** drop: they vanish; stall: they wait for the heal; refuse: the port is closed. */
  readonly cut?: PartitionMode;
  /** Uniform in latency ± jitter, drawn for each datagram. */
  readonly latencyMs: number;
  readonly jitterMs: number;
  /** Probability that a datagram is lost, whatever became of the others. */
  readonly loss: number;
  /** Of the whole direction, 1,000 bytes/s; absent: none. */
  readonly rateKBps?: number;
}

export const soundDatagrams: DatagramFaults = {
  latencyMs: 0,
  jitterMs: 0,
  reorders: false,
  loss: 0,
  duplication: 0,
  corruption: 0,
};

/** Probability that a datagram is lost, in the long run. */
export function datagramLoss({ cut, loss, bursts }: DatagramFaults): number {
  if (cut !== undefined) return 1;
  return bursts === undefined ? loss : either(loss, meanLoss(bursts));
}

/** Both at once, as on a path through two bad networks. Of two cuts, `b`'s holds. */
export function bothFaults(a: DatagramFaults, b: DatagramFaults): DatagramFaults {
  const cut = b.cut ?? a.cut;
  const rate = Math.min(a.rateKBps ?? Number.POSITIVE_INFINITY, b.rateKBps ?? Number.POSITIVE_INFINITY);
  return {
    ...(bothFlaws(a, b) as DatagramFlaws),
    ...(cut === undefined ? {} : { cut }),
    latencyMs: a.latencyMs + b.latencyMs,
    jitterMs: a.jitterMs + b.jitterMs,
    loss: either(a.loss, b.loss),
    ...(Number.isFinite(rate) ? { rateKBps: rate } : {}),
  };
}
