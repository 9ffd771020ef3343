import { setTimeout as sleep } from 'node:timers/promises';

/** The outcome of `work`, or `late` where it takes longer; what becomes of the work then is nobody's business. */
export async function within<T, L>(work: Promise<T>, limitMs: number, late: L): Promise<T | L> {
  const over = new AbortController();
  const tooLate = sleep(limitMs, late, { signal: over.signal, ref: true });
  // Ended below: its abort is nobody's failure.
  tooLate.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    over.abort();
  }
}
