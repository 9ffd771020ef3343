import { pollUntil } from '../poll.js';
import type { RunParts } from '../run-parts.js';
import { readingPace } from '../watch/reading-pace.js';

/** Waits until every node sees every other alive: only then may figures begin. */
export async function warmUp(parts: RunParts): Promise<void> {
  const { spec, traits, collector, membership, recorder, signal, clock } = parts;
  // Without a failure detector a node takes its roster for alive, and reports no members.
  if (!traits.has.has('members')) return;
  const complete = await pollUntil(
    async () => {
      await collector.drainJournals();
      return membership.complete;
    },
    { everyMs: readingPace(parts).lookEveryMs, limitMs: spec.phases.warmUpMs, signal, clock },
  );
  if (complete) return;
  const gaps = membership.missing(3).join(', ');
  recorder.note(
    'membershipIncomplete',
    `Membership was not complete after ${spec.phases.warmUpMs} ms: ${gaps}.`,
  );
}
