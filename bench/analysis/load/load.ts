import { quantile } from 'simple-statistics';
import type { RunEventOf } from '../../journal/journal-event.js';
import type { Metrics } from '../../result/result.js';
import type { Spec } from '../../spec/spec.js';
import type { HarnessFigures } from '../disturbances/harness.js';
import type { JournalIndex } from '../index/journal-index.js';
import { histogramOf } from '../percentiles/latency-histogram.js';
import type { Delivery } from '../propagation/deliveries.js';
import { contains, type Window } from '../timeline/phases.js';
import { backlog } from './backlog.js';
import { loadLimits } from './load-limits.js';

/**
 * Load over the steady window. Latency counts from the intended send time, so that a slow node cannot hide behind
 * writes that waited for it; a write that was refused or never answered counts as one that took longer than any other.
 */
export function load(
  index: JournalIndex,
  steady: Window | undefined,
  deliveries: readonly Delivery[],
  harness: HarnessFigures,
  spec: Spec,
): Metrics['load'] {
  if (!steady) return undefined;
  const { clientWrites } = index;
  const { durationMs } = spec.phases;
  const seconds = Math.min(durationMs, steady.endMs - steady.startMs) / 1000;
  const due = clientWrites.filter(({ tMs }) => contains(steady, tMs));
  if (due.length === 0 || seconds <= 0) return undefined;
  const answering = Math.max(seconds, answeringSeconds(due));
  const accepted = due.filter(({ update }) => update !== undefined);
  const ofSteady = deliveries.filter(({ phase }) => phase === 'steady');
  const delivered = ofSteady.filter(({ expected, latenciesUs }) => latenciesUs.length === expected);
  const answeredUs = accepted.map(({ tMs, answeredMs }) =>
    Math.max(0, Math.round((answeredMs - tMs) * 1000)),
  );
  const writeLatencyMs = histogramOf(answeredUs, due.length - accepted.length).summary();
  return {
    offeredPerSecond: due.length / seconds,
    acceptedPerSecond: accepted.length / answering,
    deliveredPerSecond: delivered.length / answering,
    pushedBackPerSecond: due.filter(({ isPushedBack }) => isPushedBack).length / answering,
    ...(writeLatencyMs && { writeLatencyMs }),
    dueToEverywhereMs: dueToEverywhere(due, delivered),
    generatorLatenessMs: latenessOf(due),
    backlog: backlog(ofSteady, due.at(-1)!.tMs),
    limits: loadLimits(index, steady, harness, spec),
  };
}

/** What may be answered after the schedule's end without the load being lower than it was: a stall there is no queue. */
const tail = 0.05;

/**
 * How long the nodes took to answer what they answered, s: from the first intended send until all but the slowest twentieth (at least
 * one) was through, less what an answer takes anyway (the tenth percentile). Longer than the schedule where the nodes fall behind: a load
 * that is only taken in afterwards was not carried.
 */
function answeringSeconds(due: readonly RunEventOf<'clientWrite'>[]): number {
  const answered = due.filter(({ update, isPushedBack }) => update !== undefined || isPushedBack);
  const times = answered.map(({ answeredMs }) => answeredMs).sort((a, b) => a - b);
  const last = times.at(-1 - Math.max(1, Math.floor(tail * times.length)));
  if (last === undefined) return 0;
  const latenciesMs = answered.map(({ answeredMs, tMs }) => answeredMs - tMs);
  return (last - due[0]!.tMs - quantile(latenciesMs, 0.1)) / 1000;
}

/** From the intended send until the last live node held the update; what never came so far counts as longer than any other. */
function dueToEverywhere(due: readonly RunEventOf<'clientWrite'>[], delivered: readonly Delivery[]) {
  const everywhereMs = new Map(
    delivered.map(({ update, latenciesUs }) => [update.name, update.t0Ms + (latenciesUs.at(-1) ?? 0) / 1000]),
  );
  const latenciesUs = due.flatMap(({ update, tMs }) => {
    const atMs = everywhereMs.get(update ?? '');
    return atMs === undefined ? [] : [Math.max(0, Math.round((atMs - tMs) * 1000))];
  });
  const histogram = histogramOf(latenciesUs, due.length - latenciesUs.length);
  return {
    p50: histogram.percentile(50),
    p99: histogram.percentile(99),
    max: histogram.max,
    count: due.length,
  };
}

/** Of some writes, at least one: how much later than due each was sent. */
function latenessOf(writes: readonly RunEventOf<'clientWrite'>[]) {
  // A timer may come a part of a millisecond early.
  const latenessMs = writes.map(({ tMs, sentMs }) => Math.max(0, sentMs - tMs));
  const [p50, p99, max] = quantile(latenessMs, [0.5, 0.99, 1]) as [number, number, number];
  return { p50, p99, max, count: writes.length };
}
