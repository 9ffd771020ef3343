import type { RunParts } from '../run-parts.js';
import { readingPace } from '../watch/reading-pace.js';

/** A window without writes: what the cluster costs when nothing happens. So it is asked seldom, too. */
export async function idle(parts: RunParts): Promise<void> {
  const { spec, collector, signal, clock } = parts;
  const everyMs = readingPace(parts).idleSampleEveryMs;
  const endMs = clock.nowMs() + spec.phases.idleMs;
  for (let leftMs = spec.phases.idleMs; leftMs > 0; leftMs = endMs - clock.nowMs()) {
    await clock.sleep(Math.max(1, Math.min(everyMs, leftMs)), signal);
    // The phase's last reading is that of its end.
    if (clock.nowMs() < endMs) await collector.sample();
  }
  await collector.drainJournals();
}
