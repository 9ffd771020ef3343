import type { Phase } from '../../journal/phase.js';
import type { Spec } from '../../spec/spec.js';
import type { Holdings } from '../index/holdings.js';
import type { KnownUpdate } from '../index/updates.js';
import { observedToDeadline } from '../timeline/observed-to-deadline.js';
import { contains, type PhaseSpan } from '../timeline/phases.js';
import type { Uptimes } from '../timeline/uptimes.js';

/** What became of one measured update. */
export interface Delivery {
  readonly update: KnownUpdate;
  readonly phase: Phase;
  /** Whether the origin itself was live from t0 to the deadline, or to the first fault. */
  readonly originLive: boolean;
  /** Pairs (u, i ≠ o(u)) with i live from t0 to the deadline, or to the first fault. */
  readonly expected: number;
  /** t_i(u) − t0(u) of the pairs delivered by the deadline, µs, ascending; the other pairs are censored. */
  readonly latenciesUs: Float64Array;
  /** Largest hop count over those pairs. */
  readonly lastHop: number;
}

export interface Deliveries {
  readonly all: readonly Delivery[];
  /** Updates that the run did not see through to their deadline (it ended first): they are in no figure. */
  readonly underWay: number;
  /** Receipts that a clock put before t0, and by how much at worst, ms. */
  readonly beforeT0: { readonly count: number; readonly worstMs: number };
}

/** The phases whose updates the figures of dissemination are of. */
export const measuredPhases: ReadonlySet<Phase> = new Set(['spread', 'steady']);

/** The same where the question is how updates spread, and what they cost, while the faults are on. */
export const phasesUnderFaults: ReadonlySet<Phase> = new Set(['fault']);

export interface DeliveryScope {
  readonly spec: Spec;
  readonly lastMs: number;
  /** The deliveries of updates written in these. */
  readonly phases: ReadonlySet<Phase>;
  /**
   * What is not delivered by then is censored, and nodes need not be up any longer: the first fault, of which figures from before it must not
   * depend. Default: never.
   */
  readonly untilMs?: number;
}

/** The deliveries of the updates that were written in some phases. */
export function collectDeliveries(
  holdings: Holdings,
  uptimes: Uptimes,
  spans: readonly PhaseSpan[],
  { spec, lastMs, phases, untilMs = Number.POSITIVE_INFINITY }: DeliveryScope,
): Deliveries {
  const { deadlineMs } = spec.phases;
  const all: Delivery[] = [];
  const beforeT0 = { count: 0, worstMs: 0 };
  const wasSeenThrough = observedToDeadline(spans, deadlineMs, lastMs);
  let underWay = 0;
  for (const [row, update] of holdings.updates.entries()) {
    const span = spans.find((candidate) => contains(candidate, update.t0Ms));
    if (!span || !phases.has(span.phase)) continue;
    if (wasSeenThrough(update.t0Ms)) {
      const pairs = pairsOf(row, holdings, uptimes, Math.min(deadlineMs, untilMs - update.t0Ms), beforeT0);
      all.push({ update, phase: span.phase, ...pairs });
    } else underWay += 1;
  }
  return { all, underWay, beforeT0 };
}

/** Fewer ms than these have their µs in 32 bits. */
const most32BitMs = (2 ** 32 - 1) / 1000;

function pairsOf(
  row: number,
  holdings: Holdings,
  uptimes: Uptimes,
  limitMs: number,
  beforeT0: { count: number; worstMs: number },
): Pick<Delivery, 'originLive' | 'expected' | 'latenciesUs' | 'lastHop'> {
  const { origin, t0Ms } = holdings.updates[row]!;
  const { nodes } = holdings;
  // Whole numbers are sorted in half of the time.
  const latenciesUs = limitMs < most32BitMs ? new Uint32Array(nodes.length) : new Float64Array(nodes.length);
  let [originLive, expected, delivered, lastHop] = [false, 0, 0, 0];
  for (let column = 0; column < nodes.length; column += 1) {
    const node = nodes[column]!;
    if (!uptimes.isUpThroughout(node, t0Ms, t0Ms + limitMs)) continue;
    if (node === origin) {
      originLive = true;
      continue;
    }
    expected += 1;
    const latencyMs = holdings.firstMs(row, column) - t0Ms;
    if (latencyMs > limitMs) continue;
    if (latencyMs < 0) {
      beforeT0.count += 1;
      beforeT0.worstMs = Math.max(beforeT0.worstMs, -latencyMs);
    }
    latenciesUs[delivered] = Math.max(0, Math.round(latencyMs * 1000));
    delivered += 1;
    lastHop = Math.max(lastHop, holdings.hops(row, column));
  }
  const sorted = latenciesUs.subarray(0, delivered).sort();
  return { originLive, expected, latenciesUs: new Float64Array(sorted), lastHop };
}

/** Every delivered pair's latency, µs, ascending. */
export function sortedLatenciesUs(deliveries: readonly Delivery[]): Float64Array {
  if (deliveries.length === 1) return deliveries[0]!.latenciesUs;
  const all = new Float64Array(deliveries.reduce((sum, { latenciesUs }) => sum + latenciesUs.length, 0));
  let at = 0;
  for (const { latenciesUs } of deliveries) {
    all.set(latenciesUs, at);
    at += latenciesUs.length;
  }
  return all.sort();
}
