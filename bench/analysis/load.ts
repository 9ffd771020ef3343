import { quantile } from 'simple-statistics';
import type { RunEventOf } from '../journal-event.js';
import type { Metrics } from '../result.js';
import type { Spec } from '../spec.js';
import type { Delivery } from './deliveries.js';
import type { JournalIndex } from './journal-index.js';
import { histogramOf } from './latency-histogram.js';
import { contains, type Window } from './timeline/phases.js';

/**
 * Load over the steady window. Latency counts from the intended send time, so that a slow node cannot hide behind
 * writes that waited for it; a write that was refused or never answered counts as one that took longer than any other.
 */
export function load(
  { clientWrites }: JournalIndex,
  steady: Window | undefined,
  deliveries: readonly Delivery[],
  { phases }: Spec,
): Metrics['load'] {
  if (!steady) return undefined;
  // The phase outlasts its schedule until the last write is answered: only the schedule's length counts.
  const seconds = Math.min(phases.durationMs, steady.endMs - steady.startMs) / 1000;
  const due = clientWrites.filter(({ tMs }) => contains(steady, tMs));
  if (due.length === 0 || seconds <= 0) return undefined;
  const accepted = due.filter(({ update }) => update !== undefined);
  const delivered = deliveries.filter(
    ({ phase, expected, latenciesUs }) => phase === 'steady' && latenciesUs.length === expected,
  );
  const answeredUs = accepted.map(({ tMs, answeredMs }) =>
    Math.max(0, Math.round((answeredMs - tMs) * 1000)),
  );
  const writeLatencyMs = histogramOf(answeredUs, due.length - accepted.length).summary();
  return {
    offeredPerSecond: due.length / seconds,
    acceptedPerSecond: accepted.length / seconds,
    deliveredPerSecond: delivered.length / seconds,
    pushedBackPerSecond: due.filter(({ isPushedBack }) => isPushedBack).length / seconds,
    ...(writeLatencyMs && { writeLatencyMs }),
    generatorLatenessMs: latenessOf(due),
  };
}

/** Of some writes, at least one: how much later than due each was sent. */
function latenessOf(writes: readonly RunEventOf<'clientWrite'>[]) {
  // A timer may come a part of a millisecond early.
  const latenessMs = writes.map(({ tMs, sentMs }) => Math.max(0, sentMs - tMs));
  const [p50, p99, max] = quantile(latenessMs, [0.5, 0.99, 1]) as [number, number, number];
  return { p50, p99, max };
}
