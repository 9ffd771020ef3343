import type { Metrics } from '../../result/result.js';
import type { Holdings } from '../index/holdings.js';
import type { FaultSpan } from '../timeline/fault-spans.js';
import { contains, type Window } from '../timeline/phases.js';
import type { Uptimes } from '../timeline/uptimes.js';

type ReachDuringFault = NonNullable<Metrics['recovery']>['reachDuringFault'];

/** The time in which a partition is known to hold on every link, ms. */
interface Hold extends Window {
  readonly sideOf: ReadonlyMap<number, number>;
}

/**
 * Reach of the updates that were accepted while a confirmed partition separated its sides, within a side and across.
 * Across, every such update counts, so that the least leak shows. Within, only those count that had a fair time: accepted
 * at least min(deadline, half of the hold) before its end, and delivered within the deadline and before that end.
 */
export function reachDuringFault(
  faults: readonly FaultSpan[],
  holdings: Holdings,
  uptimes: Uptimes,
  { deadlineMs, clockUncertaintyMs }: { deadlineMs: number; clockUncertaintyMs: number },
): ReachDuringFault {
  const tally: Tally = {
    within: { delivered: 0, expected: 0 },
    across: { delivered: 0, expected: 0 },
  };
  for (const hold of faults.flatMap((fault) => holdOf(fault, clockUncertaintyMs))) {
    for (const [row, { t0Ms }] of holdings.updates.entries()) {
      if (contains(hold, t0Ms)) countPairs(row, hold, tally, { holdings, uptimes, deadlineMs });
    }
  }
  const { within, across } = tally;
  return within.expected + across.expected === 0
    ? undefined
    : { ...share('withinSides', within), ...share('acrossSides', across) };
}

interface Pairs {
  delivered: number;
  expected: number;
}

interface Tally {
  readonly within: Pairs;
  readonly across: Pairs;
}

/** Adds one update's pairs with the nodes that were up until the partition's end. */
function countPairs(
  row: number,
  { startMs, endMs, sideOf }: Hold,
  { within, across }: Tally,
  { holdings, uptimes, deadlineMs }: { holdings: Holdings; uptimes: Uptimes; deadlineMs: number },
): void {
  const { origin, t0Ms } = holdings.updates[row]!;
  const isFair = t0Ms <= endMs - Math.min(deadlineMs, (endMs - startMs) / 2);
  for (const [column, node] of holdings.nodes.entries()) {
    if (node === origin || !uptimes.isUpThroughout(node, t0Ms, endMs)) continue;
    const isWithin = sideOf.get(node) === sideOf.get(origin);
    if (isWithin && !isFair) continue;
    const pairs = isWithin ? within : across;
    const byMs = isWithin ? Math.min(endMs, t0Ms + deadlineMs) : endMs;
    pairs.expected += 1;
    if (holdings.firstMs(row, column) < byMs) pairs.delivered += 1;
  }
}

/**
 * From the last link seen cut to the moment at which the heal was due: the first link is healed some time before that is
 * acknowledged. A partition whose heal was not seen is left out: its end is unknown.
 */
function holdOf({ applied, healed, sides }: FaultSpan, clockUncertaintyMs: number): Hold[] {
  if (!applied.separated || !applied.confirmed || !healed || sides.length < 2) return [];
  const startMs = applied.lastMs + clockUncertaintyMs;
  const endMs = healed.firstMs - (healed.latenessMs ?? 0) - clockUncertaintyMs;
  if (endMs <= startMs) return [];
  const sideOf = new Map(
    sides.flatMap((side, position) => side.map((node): [number, number] => [node, position])),
  );
  return [{ startMs, endMs, sideOf }];
}

function share<K extends string>(name: K, { delivered, expected }: Pairs): { [key in K]?: number } {
  return expected === 0 ? {} : ({ [name]: delivered / expected } as { [key in K]?: number });
}
