import type { Clock } from '../../nodes/runtime/clock.js';

/**
 * Sends at the due times, whether or not earlier sends were answered (open loop: a slow cluster does not slow the
 * schedule). `schedule` is in order of `atMs`, ms from `startMs`, which is now; `send` gets the due time on the harness's clock, ms. Resolves
 * when all were answered.
 */
export async function runOpenLoop<T extends { readonly atMs: number }>(
  schedule: readonly T[],
  send: (planned: T, dueMs: number) => Promise<void>,
  signal: AbortSignal,
  clock: Clock,
  startMs = clock.nowMs(),
): Promise<void> {
  const pending = new Set<Promise<void>>();
  for (const planned of schedule) {
    const dueMs = startMs + planned.atMs;
    await until(dueMs, signal, clock);
    signal.throwIfAborted();
    const sent = send(planned, dueMs).finally(() => pending.delete(sent));
    pending.add(sent);
  }
  await Promise.all(pending);
}

/** Within a millisecond before, or later; timers may fire early, so one is not enough. */
async function until(dueMs: number, signal: AbortSignal, clock: Clock): Promise<void> {
  for (let waitMs = dueMs - clock.nowMs(); waitMs > 1; waitMs = dueMs - clock.nowMs()) {
    await clock.sleep(waitMs, signal);
  }
}
