import { slottedArrivals } from '../../workload/arrivals.js';
import { runOpenLoop } from '../../workload/open-loop.js';
import { pollUntil } from '../poll.js';
import type { RunParts } from '../run-parts.js';
import { readingPace } from '../watch/reading-pace.js';
import { reportSpread } from './watch.js';

/** Time between two writes to nodes that have no rounds, ms. */
const usualSlotMs = 200;
/** At most so much time for writing the updates, however many they are. */
const writingLimitMs = 4_000;

/** Writes the updates and waits until every node holds every one, or the deadline has passed. */
export async function spread(parts: RunParts): Promise<void> {
  const { spec, traits, planner, writer, rng, signal, clock } = parts;
  const { updates } = spec.workload;
  const slotMs = Math.min(traits.periodMs ?? usualSlotMs, writingLimitMs / updates);
  const writes = planner.plan(slottedArrivals(updates, slotMs, rng));
  await runOpenLoop(writes, (write, dueMs) => writer.write(write, dueMs), signal, clock);
  await awaitDelivery(parts);
}

/** Reads the journals until everything accepted so far is held everywhere, or the deadline has passed. */
export async function awaitDelivery(
  parts: RunParts,
  limitMs: number = parts.spec.phases.deadlineMs,
): Promise<boolean> {
  const { collector, deliveries, signal, clock } = parts;
  return pollUntil(
    async () => {
      await collector.drainJournals();
      reportSpread(parts);
      return deliveries.complete;
    },
    { everyMs: readingPace(parts).lookEveryMs, limitMs, signal, clock },
  );
}
