import { CodedError } from '../../nodes/coded-error.js';
import { bothFlaws } from '../../nodes/runtime/sim/network/links/datagram-flaws.js';
import type { LinkState } from '../../nodes/runtime/sim/network/links/link-state.js';
import { datagramFlaws } from '../faults/datagrams.js';
import type { ScheduledFault } from '../faults/fault.js';
import type { PartitionMode } from '../faults/partition.js';

export type { LinkState };

export type LinkFaultKind =
  | 'partition'
  | 'linkQuality'
  | 'slowClose'
  | 'reset'
  | 'slicer'
  | 'limitData'
  | 'datagrams';
export type LinkFault = Extract<ScheduledFault, { kind: LinkFaultKind }>;

/** A link without faults. */
export const soundLink: LinkState = { latencyMs: 0, jitterMs: 0, loss: 0, slowCloseMs: 0 };

/** Either of two independent things happens. */
const either = (p: number, q: number): number => 1 - (1 - p) * (1 - q);

const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

/** What one fault alone makes of a link. */
export function stateOf(fault: LinkFault): LinkState {
  switch (fault.kind) {
    case 'partition':
      return { ...soundLink, cut: fault.mode };
    case 'linkQuality': {
      const { latencyMs, jitterMs, loss, rateKBps } = fault;
      return { ...soundLink, latencyMs, jitterMs, loss, ...(rateKBps > 0 ? { rateKBps } : {}) };
    }
    case 'slowClose':
      return { ...soundLink, slowCloseMs: fault.delayMs };
    case 'reset':
      return { ...soundLink, reset: { afterMs: fault.afterMs, probability: fault.probability } };
    case 'slicer': {
      const { averageBytes, variationBytes, pauseUs } = fault;
      return { ...soundLink, slicer: { averageBytes, variationBytes, pauseUs } };
    }
    case 'limitData':
      return { ...soundLink, limitBytes: fault.limitBytes };
    case 'datagrams':
      return { ...soundLink, datagrams: datagramFlaws(fault) };
  }
}

function bothCuts(a: PartitionMode | undefined, b: PartitionMode | undefined): PartitionMode | undefined {
  if (a && b && a !== b) {
    throw new CodedError('USAGE', `a link cannot be cut by ${a} and ${b} at once`, {
      remedy: 'Give overlapping partitions the same mode, or end one before the other starts.',
    });
  }
  return a ?? b;
}

function bothResets(a: LinkState['reset'], b: LinkState['reset']): LinkState['reset'] {
  if (!a || !b) return a ?? b;
  return {
    afterMs: Math.min(a.afterMs, b.afterMs),
    probability: either(a.probability, b.probability),
  };
}

function bothSlicers(a: LinkState['slicer'], b: LinkState['slicer']): LinkState['slicer'] {
  if (!a || !b) return a ?? b;
  return {
    averageBytes: Math.min(a.averageBytes, b.averageBytes),
    variationBytes: Math.min(a.variationBytes, b.variationBytes),
    pauseUs: Math.max(a.pauseUs, b.pauseUs),
  };
}

const present = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** Both at once, in either order. */
export function combined(a: LinkState, b: LinkState): LinkState {
  return present({
    cut: bothCuts(a.cut, b.cut),
    latencyMs: a.latencyMs + b.latencyMs,
    jitterMs: a.jitterMs + b.jitterMs,
    loss: either(a.loss, b.loss),
    rateKBps: least(a.rateKBps, b.rateKBps),
    slowCloseMs: a.slowCloseMs + b.slowCloseMs,
    reset: bothResets(a.reset, b.reset),
    slicer: bothSlicers(a.slicer, b.slicer),
    limitBytes: least(a.limitBytes, b.limitBytes),
    datagrams: bothFlaws(a.datagrams, b.datagrams),
  }) as LinkState;
}

/**
 * What the faults that are active on one link mean together, in whatever order they came:
 * - a partition dominates; partitions of the same mode are one, and the link is healed when the last of them is;
 * - latencies, jitters and delays of closing add, as on a path through two bad networks;
 * - losses, probabilities of a reset, and flaws of datagrams combine as independent events: 1 − (1 − p)(1 − q);
 * - the narrowest bandwidth, the soonest reset, the smallest slices with the longest pause, the lowest limit hold.
 * @throws CodedError USAGE where two partitions cut the link in different modes; a validated schedule has none.
 */
export const effectiveLinkState = (faults: readonly LinkFault[]): LinkState =>
  faults.map(stateOf).reduce(combined, soundLink);
