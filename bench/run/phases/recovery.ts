import { arrivalsOf } from '../../workload/arrivals.js';
import { offerLoad } from '../offer/offer-load.js';
import { pollUntil } from '../poll.js';
import type { RunParts } from '../run-parts.js';
import { watch } from './watch.js';

/** The load goes on for so long after the heal at least: only new updates show how fast updates spread again. */
const leastLoadMs = 2_500;
const lookEveryMs = 200;

/**
 * Waits until every live node holds everything that was accepted before the heal, and sees every other live node; at most
 * `limitMs`. The load goes on meanwhile.
 */
export async function recovery(parts: RunParts, limitMs: number): Promise<void> {
  const { spec, traits, deliveries, membership, recorder, signal, clock } = parts;
  const startMs = clock.nowMs();
  const hasAll = deliveries.checkpoint();
  const seesAll = (): boolean => !traits.has.has('members') || membership.complete;
  const loadMs = spec.workload.ratePerSecond > 0 ? Math.min(leastLoadMs, limitMs) : 0;
  const enough = new AbortController();
  const reading = watch(parts);
  const load = offerLoad(parts, arrivalsOf(parts.spec.workload, limitMs, parts.rng), enough.signal);
  load.catch(() => undefined); // Awaited below.
  let isWhole = false;
  try {
    isWhole = await pollUntil(async () => hasAll() && seesAll() && clock.nowMs() - startMs >= loadMs, {
      everyMs: lookEveryMs,
      limitMs,
      signal,
      clock,
    });
  } finally {
    enough.abort();
    await reading.stop();
  }
  await load;
  if (isWhole) return;
  const gaps = [
    ...(hasAll() ? [] : ['live nodes lack updates from before the heal']),
    ...(seesAll() ? [] : [membership.missing(3).join(', ')]),
  ];
  recorder.note(
    'notRecovered',
    `The cluster had not recovered ${limitMs} ms after the heal: ${gaps.join('; ')}.`,
  );
}
