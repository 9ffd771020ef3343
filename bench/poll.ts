import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from './clock.js';

/**
 * Calls `look` every `everyMs` until it answers true or `limitMs` has passed; tells which. The calls never overlap.
 */
export async function pollUntil(
  look: () => Promise<boolean>,
  { everyMs, limitMs, signal }: { everyMs: number; limitMs: number; signal: AbortSignal },
): Promise<boolean> {
  const deadlineMs = monotonicMs() + limitMs;
  for (;;) {
    const lookedMs = monotonicMs();
    if (await look()) return true;
    if (monotonicMs() >= deadlineMs) return false;
    await sleep(Math.max(0, everyMs - (monotonicMs() - lookedMs)), undefined, { signal });
  }
}

/** Calls `tick` every `everyMs` until stopped; `stop` waits for the call under way and rethrows its failure. */
export function repeat(tick: () => Promise<void>, everyMs: number): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  const loop = (async () => {
    while (!stopped.signal.aborted) {
      const startedMs = monotonicMs();
      await tick();
      await sleep(Math.max(1, everyMs - (monotonicMs() - startedMs)), undefined, {
        signal: stopped.signal,
      }).catch(
        () => undefined, // Only the abort of `stop` ends this sleep early.
      );
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
