import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../clock.js';
import { readingPace } from '../reading-pace.js';
import type { RunParts } from '../run-parts.js';

/** A window without writes: what the cluster costs when nothing happens. */
export async function idle({ spec, collector, signal }: RunParts): Promise<void> {
  const everyMs = readingPace.sampleEveryMs(spec.cluster.nodes);
  const endMs = monotonicMs() + spec.phases.idleMs;
  while (monotonicMs() < endMs) {
    await sleep(Math.min(everyMs, Math.max(1, endMs - monotonicMs())), undefined, { signal });
    await collector.sample();
  }
  await collector.drainJournals();
}
