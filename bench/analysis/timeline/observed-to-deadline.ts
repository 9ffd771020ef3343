import { contains, observationEnd, type PhaseSpan, spanOf } from './phases.js';

/**
 * Whether the run saw an update through: to its deadline, or to the end of a phase that waits until everything has
 * arrived or the deadline has passed (its own spread, or the drain). If a run was interrupted before, nothing is known
 * of an update that had not arrived.
 */
export function observedToDeadline(
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
