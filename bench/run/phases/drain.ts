import { pollUntil } from '../poll.js';
import type { RunParts } from '../run-parts.js';
import { isReadInBulk } from '../watch/bulk-reading.js';
import { readingPace } from '../watch/reading-pace.js';
import { Standstill } from '../watch/standstill.js';
import { awaitDelivery } from './spread.js';

/** Of nodes that have no rounds. */
const usualPeriodMs = 200;

/** Waits until everything has arrived and no rumor is hot any more, then takes every node's view. */
export async function drain(parts: RunParts): Promise<void> {
  const { spec, traits, collector, signal, clock } = parts;
  // What was lost is lost only when the time for its repair is over, too.
  await awaitDelivery(parts, Math.max(spec.phases.deadlineMs, traits.repairWithinMs ?? 0));
  const standstillMs = 2 * (traits.periodMs ?? usualPeriodMs);
  const standstill = new Standstill(standstillMs);
  await pollUntil(async () => standstill.look(clock.nowMs(), await collector.spreading()), {
    everyMs: lookEveryMs(parts, standstillMs),
    limitMs: spec.phases.deadlineMs,
    signal,
    clock,
  });
  await collector.drainJournals();
  if (traits.has.has('views')) await collector.readViews();
}

/** Nodes that are read in bulk report at once when nothing is hot; then only messages in flight remain. */
function lookEveryMs(parts: RunParts, standstillMs: number): number {
  const { lookEveryMs: paceMs } = readingPace(parts);
  // A message is a quarter of the time-out under way at most, unless the spec has it otherwise.
  const underWayMs = parts.spec.protocol.exchangeTimeoutMs / 4;
  return Math.max(paceMs, isReadInBulk(parts.cluster) ? underWayMs : standstillMs);
}
