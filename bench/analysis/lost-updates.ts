import type { Metrics } from '../result.js';
import type { Spec } from '../spec.js';
import type { Holdings } from './holdings.js';
import type { Lives } from './timeline/lives.js';
import { observationEnd, type PhaseSpan } from './timeline/phases.js';
import { seenThrough } from './timeline/seen-through.js';

type LostUpdates = NonNullable<Metrics['invariants']>['lostUpdates'];

/**
 * Accepted updates that some node, live at the end, does not hold then; by whether their origin lived on. A node that
 * came later is expected to hold what was written before it only when it was up for the deadline's length.
 */
export function lostUpdates(
  holdings: Holdings,
  lives: Lives,
  spans: readonly PhaseSpan[],
  { spec, lastMs }: { spec: Spec; lastMs: number },
): LostUpdates {
  const endMs = observationEnd(spans, lastMs);
  const wasSeenThrough = seenThrough(spans, spec.phases.deadlineMs, lastMs);
  const lost = { fromLiveOrigin: 0, fromCrashedOrigin: 0 };
  const atEnd = holdings.nodes.flatMap((node, column) => {
    const life = lives.lastingLife(node);
    return life ? [{ column, upMs: life.upMs }] : [];
  });
  for (const [row, { origin, t0Ms }] of holdings.updates.entries()) {
    if (!wasSeenThrough(t0Ms)) continue;
    const dueMs = Math.max(t0Ms, endMs - spec.phases.deadlineMs);
    const missing = atEnd.some(({ column, upMs }) => upMs <= dueMs && !holdings.inLastingLife(row, column));
    if (!missing) continue;
    if (lives.isUpThroughout(origin, t0Ms, Number.POSITIVE_INFINITY)) lost.fromLiveOrigin += 1;
    else lost.fromCrashedOrigin += 1;
  }
  return lost;
}
