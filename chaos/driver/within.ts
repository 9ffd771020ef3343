import type { Clock } from '../../nodes/runtime/clock.js';

/** The outcome of `work`, or `late` where it takes longer; what becomes of the work then is nobody's business. */
export async function within<T, L>(work: Promise<T>, limitMs: number, late: L, clock: Clock): Promise<T | L> {
  const over = new AbortController();
  const tooLate = clock.sleep(limitMs, over.signal).then(() => late);
  // Ended below: its abort is nobody's failure.
  tooLate.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    over.abort();
  }
}
