import type { Phase } from '../../journal/phase.js';

/**
 * The series behind the report's charts: what result.json does not hold, computed from the journal by the same fold.
 * A series that the run could not measure is absent, never empty or filled with 0. Times of the timeline are in ms
 * from the journal's first event.
 */
export interface ReportSeries {
  propagation?: PropagationDistribution;
  /** One entry per node that ever was up, in order of its number. */
  perNode?: readonly NodeSeries[];
  timeline?: Timeline;
  /** Only where links are counted outside of the nodes. */
  carriedBytes?: CarriedBytes;
  /** Only of a run with faults. */
  chaos?: ChaosSeries;
}

/** What each link carried, bytes with all headers: `rows[i][j]` is from `nodes[i]` to `nodes[j]`; 0 on the diagonal. */
export interface CarriedBytes {
  readonly nodes: readonly number[];
  readonly rows: readonly (readonly number[])[];
}

/** What faults did, and to whom; times in ms from the journal's first event. */
export interface ChaosSeries {
  /** In order of their beginning. */
  faults: readonly FaultWindow[];
  /** How whole the cluster was, from the first write on. */
  spread?: readonly SpreadPoint[];
  /** How many members the nodes saw alive, themselves included: the least and the best informed live node, at every change. */
  membersSeen?: readonly { atMs: number; fewest: number; most: number }[];
  /** Faults that keep nodes from reaching each other; equal ones are one, with several windows. */
  links: readonly LinkMatrix[];
}

export interface FaultWindow {
  name: string;
  kind: string;
  startMs: number;
  /** Of a fault that was never seen healed, the end of the run. */
  endMs: number;
}

export interface SpreadPoint {
  atMs: number;
  /** Of all pairs of an update accepted by then and a node live then, the share that holds. */
  heldShare: number;
  /** Updates that the node lacks which lacks most, and on average over live nodes. */
  maxLacking: number;
  meanLacking: number;
  /** Age of the oldest update that a live node lacks; 0 where none lacks any. */
  maxAgeMs: number;
}

export interface LinkMatrix {
  name: string;
  kind: string;
  windows: readonly { startMs: number; endMs: number }[];
  /** Every node once, those of one side of a partition beside each other. */
  order: readonly number[];
  /** From, to: nothing passes. */
  cut: readonly (readonly [number, number])[];
  /** From, to: what passes is delayed, lost in part, or slowed. */
  degraded: readonly (readonly [number, number])[];
  /** Nodes that neither send nor answer. */
  down: readonly number[];
}

/** Propagation latency over expected (update, node) pairs; its sum of counts plus `undelivered` is all pairs. */
export interface PropagationDistribution {
  /** Contiguous and ascending, 20 to 60 of them; a latency l is in the bucket with fromMs <= l < toMs. */
  buckets: readonly LatencyBucket[];
  /** Pairs not delivered by the deadline (censored). */
  undelivered: number;
  /** Ascending percentiles (0 to 100, of expected pairs); ends where undelivered pairs begin. */
  cdf: readonly { percentile: number; ms: number }[];
}

export interface LatencyBucket {
  fromMs: number;
  toMs: number;
  count: number;
}

/** Sent totals are counter differences from the start of the spread phase to the end of the drain. */
export interface NodeSeries {
  node: number;
  /** Absent where the node does not report it. */
  bytesSent?: number | undefined;
  messagesSent?: number | undefined;
  copiesSent?: number | undefined;
  /** Mean over that window; absent where it was not sampled. */
  cpuMsPerSecond?: number;
  /** Largest reading in that window. */
  memoryMiB?: number;
}

export interface Timeline {
  /** One a second, over the whole run; rates are summed over all nodes. */
  seconds: readonly TimelineSecond[];
  phases: readonly PhaseWindow[];
  /** Nodes up, at every change. */
  membersAlive?: readonly { atMs: number; alive: number }[];
}

export interface TimelineSecond {
  /** Start of the second. */
  atMs: number;
  gossipBytesPerSecond: number;
  messagesPerSecond: number;
  /** Writes answered with success. */
  writesPerSecond: number;
}

export interface PhaseWindow {
  phase: Phase;
  startMs: number;
  endMs: number;
}
