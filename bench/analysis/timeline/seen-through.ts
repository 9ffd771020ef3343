import { contains, observationEnd, type PhaseSpan, spanOf } from './phases.js';

/**
 * Whether the run saw an update through: to its deadline, or to the end of a phase that waits until everything has
 * arrived or the deadline has passed (its own spread, or the drain). Where a run broke off before, nothing can be said
 * of an update that had not arrived.
 */
export function seenThrough(
  spans: readonly PhaseSpan[],
  deadlineMs: number,
  lastMs: number,
): (t0Ms: number) => boolean {
  const endMs = observationEnd(spans, lastMs);
  const waits = spans.filter(({ phase, closed }) => closed && phase === 'spread');
  const drain = spanOf(spans, 'drain');
  const drainedBeforeMs = drain?.closed ? drain.startMs : Number.NEGATIVE_INFINITY;
  return (t0Ms) =>
    t0Ms + deadlineMs <= endMs || t0Ms < drainedBeforeMs || waits.some((span) => contains(span, t0Ms));
}
