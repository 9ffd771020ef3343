import type { Clock } from '../../nodes/runtime/clock.js';

export interface Poll {
  readonly everyMs: number;
  readonly limitMs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/**
 * Calls `look` every `everyMs` until it answers true or `limitMs` has passed; returns which. The calls never overlap.
 */
export async function pollUntil(
  look: () => Promise<boolean>,
  { everyMs, limitMs, signal, clock }: Poll,
): Promise<boolean> {
  const deadlineMs = clock.nowMs() + limitMs;
  for (;;) {
    const lookedMs = clock.nowMs();
    if (await look()) return true;
    if (clock.nowMs() >= deadlineMs) return false;
    await clock.sleep(Math.max(0, everyMs - (clock.nowMs() - lookedMs)), signal);
  }
}

/** Calls `tick` every `everyMs` until stopped; `stop` waits for the call under way and rethrows its failure. */
export function repeat(
  tick: () => Promise<void>,
  everyMs: number,
  clock: Clock,
): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  const loop = (async () => {
    while (!stopped.signal.aborted) {
      const startedMs = clock.nowMs();
      await tick();
      const restMs = Math.max(1, everyMs - (clock.nowMs() - startedMs));
      // Only the abort of `stop` ends this sleep early.
      await clock.sleep(restMs, stopped.signal).catch(() => undefined);
    }
  })();
  // The failure is delivered by `stop`; until then it must not count as unhandled.
  loop.catch(() => undefined);
  return {
    stop: async () => {
      stopped.abort();
      await loop;
    },
  };
}
