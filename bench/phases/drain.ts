import { pollUntil } from '../poll.js';
import { readingPace } from '../reading-pace.js';
import type { RunParts } from '../run-parts.js';
import { awaitDelivery } from './spread.js';

/** Waits until everything has arrived and no rumor is hot any more, then takes every node's view. */
export async function drain(parts: RunParts): Promise<void> {
  const { spec, collector, signal, clock } = parts;
  await awaitDelivery(parts);
  let copiesBefore = -1;
  await pollUntil(
    async () => {
      const copies = await collector.copiesSent();
      const still = copies === copiesBefore;
      copiesBefore = copies;
      return still;
    },
    {
      everyMs: Math.max(2 * spec.protocol.intervalMs, readingPace(parts).lookEveryMs),
      limitMs: spec.phases.deadlineMs,
      signal,
      clock,
    },
  );
  await collector.drainJournals();
  await collector.readViews();
}
