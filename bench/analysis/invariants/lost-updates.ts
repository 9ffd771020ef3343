import type { Metrics } from '../../result/result.js';
import type { Spec } from '../../spec/spec.js';
import type { Holdings } from '../index/holdings.js';
import { observedToDeadline } from '../timeline/observed-to-deadline.js';
import { observationEnd, type PhaseSpan, spanOf } from '../timeline/phases.js';
import type { Uptimes } from '../timeline/uptimes.js';

type LostUpdates = NonNullable<Metrics['invariants']>['lostUpdates'];

/**
 * Accepted updates that some node, live at the end, does not hold then: by whether their origin lived on, and apart from them those that
 * nobody who lived held (extinct-updates.ts). A node that came later, or came back, is expected to hold what was written before when it had the time for it: the deadline's
 * length, or the whole drain, which waits until everything has arrived or the deadline has passed.
 */
export function lostUpdates(
  holdings: Holdings,
  uptimes: Uptimes,
  spans: readonly PhaseSpan[],
  { spec, lastMs, extinct }: { spec: Spec; lastMs: number; extinct: readonly boolean[] },
): LostUpdates {
  const endMs = observationEnd(spans, lastMs);
  const wasSeenThrough = observedToDeadline(spans, spec.phases.deadlineMs, lastMs);
  const drain = spanOf(spans, 'drain');
  const drainedFromMs = drain?.closed ? drain.startMs : Number.NEGATIVE_INFINITY;
  const lost = { fromLiveOrigin: 0, fromCrashedOrigin: 0, heldByNobodyAlive: 0 };
  // Of the nodes that are down at the end nothing is due.
  const upMs = new Float64Array(holdings.nodes.length);
  holdings.nodes.forEach((node, column) => {
    upMs[column] = uptimes.finalUptime(node)?.upMs ?? Number.POSITIVE_INFINITY;
  });
  for (const [row, { origin, t0Ms }] of holdings.updates.entries()) {
    if (!wasSeenThrough(t0Ms)) continue;
    const dueMs = Math.max(t0Ms, endMs - spec.phases.deadlineMs, drainedFromMs);
    const missing = upMs.some(
      (ms, column) => ms <= dueMs && holdings.presentMs(row, column) === Number.POSITIVE_INFINITY,
    );
    if (!missing) continue;
    if (extinct[row]) lost.heldByNobodyAlive += 1;
    else if (keptItsMemory(uptimes, origin, t0Ms)) lost.fromLiveOrigin += 1;
    else lost.fromCrashedOrigin += 1;
  }
  return lost;
}

/** Whether what a node accepted then is still in its memory at the end: a pause, or a restart that keeps it, is no loss. */
function keptItsMemory(uptimes: Uptimes, node: number, acceptedMs: number): boolean {
  const lasting = uptimes.finalUptime(node);
  return lasting !== undefined && lasting.stateSinceMs <= acceptedMs;
}
