import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../clock.js';
import type { Arrivals } from './arrivals.js';

/**
 * Sends at the due times, whether or not earlier sends were answered (open loop: a slow cluster does not slow the
 * schedule). `send` gets the due time on the harness's clock, ms. Resolves when all were answered.
 */
export async function runOpenLoop(
  arrivals: Arrivals,
  send: (dueMs: number) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const startMs = monotonicMs();
  const pending = new Set<Promise<void>>();
  for (const offsetMs of arrivals) {
    const waitMs = startMs + offsetMs - monotonicMs();
    if (waitMs > 1) await sleep(waitMs, undefined, { signal });
    signal.throwIfAborted();
    const sent = send(startMs + offsetMs).finally(() => pending.delete(sent));
    pending.add(sent);
  }
  await Promise.all(pending);
}
