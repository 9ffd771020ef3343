import {
  type GilbertElliott,
  meanLoss,
} from '../../../nodes/runtime/sim/network/links/gilbert-elliott-loss.js';
import type { PartitionMode } from '../../faults/partition.js';

/** What all faults together do to the datagrams of one direction of a link. */
export interface DatagramFaults {
  /** drop: they vanish; stall: they wait for the heal; refuse: the port is closed. */
  readonly cut?: PartitionMode;
  /** Uniform in latency ± jitter, drawn for each datagram. */
  readonly latencyMs: number;
  readonly jitterMs: number;
  /** Whether a datagram may overtake another by its jitter; otherwise it waits for those before it. */
  readonly reorders: boolean;
  /** Probability that a datagram is lost, whatever became of the others. */
  readonly loss: number;
  /** Loss in bursts, beside the independent one. */
  readonly bursts?: GilbertElliott;
  /** Probability that a datagram arrives twice, each copy with a delay of its own. */
  readonly duplication: number;
  /** Probability that a copy arrives with one bit flipped, as no checksum would have noticed it. */
  readonly corruption: number;
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

/** Both at once, as on a path through two bad networks. Of two kinds of bursts, and of two cuts, `b`'s hold. */
export function bothFaults(a: DatagramFaults, b: DatagramFaults): DatagramFaults {
  const cut = b.cut ?? a.cut;
  const bursts = b.bursts ?? a.bursts;
  const rate = Math.min(a.rateKBps ?? Number.POSITIVE_INFINITY, b.rateKBps ?? Number.POSITIVE_INFINITY);
  return {
    ...(cut === undefined ? {} : { cut }),
    latencyMs: a.latencyMs + b.latencyMs,
    jitterMs: a.jitterMs + b.jitterMs,
    reorders: a.reorders || b.reorders,
    loss: either(a.loss, b.loss),
    ...(bursts === undefined ? {} : { bursts }),
    duplication: either(a.duplication, b.duplication),
    corruption: either(a.corruption, b.corruption),
    ...(Number.isFinite(rate) ? { rateKBps: rate } : {}),
  };
}

/** Either of two independent things happens; exactly the other one's where one of them cannot. */
const either = (p: number, q: number): number => (p === 0 ? q : q === 0 ? p : 1 - (1 - p) * (1 - q));
