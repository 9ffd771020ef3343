import { type Metrics, never } from '../../result/result.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Uptimes } from '../timeline/uptimes.js';

type Detection = NonNullable<Metrics['detection']>;
type DetectionTimes = Pick<Detection, 'firstDetectionMs' | 'fullDetectionMs'>;

interface Crash {
  readonly node: number;
  readonly atMs: number;
  /** When it was back, or the run over: what was not detected by then was not. */
  readonly untilMs: number;
}

/**
 * From each crash (killed by a fault, or ended unasked) until the first, and until every, node that was live then and
 * stayed so has marked it failed (SWIM 2002, section 5; Dadgar 2017).
 */
export function detectionTimes(index: JournalIndex, uptimes: Uptimes, endMs: number): DetectionTimes {
  const crashes = crashesOf(index, uptimes, endMs);
  if (crashes.length === 0) return {};
  const found = crashes.map((crash) => marksOf(crash, index, uptimes));
  return {
    firstDetectionMs: summary(found.map((marks) => marks.reduce((a, b) => Math.min(a, b), Infinity))),
    fullDetectionMs: summary(
      found.map((marks) => (marks.length > 0 ? marks.reduce((a, b) => Math.max(a, b)) : Infinity)),
    ),
  };
}

function crashesOf({ uptimeChanges }: JournalIndex, uptimes: Uptimes, endMs: number): Crash[] {
  return uptimeChanges
    .filter(({ change, tMs }) => (change === 'killed' || change === 'crashed') && tMs < endMs)
    .map(({ node, tMs: atMs }) => {
      const back = uptimes.of(node).find(({ upMs }) => upMs >= atMs);
      return { node, atMs, untilMs: Math.min(endMs, back?.upMs ?? endMs) };
    });
}

/** Per observer the time from the crash to its mark, ms; ∞ where it made none in time. */
function marksOf(
  { node, atMs, untilMs }: Crash,
  { memberChanges }: JournalIndex,
  uptimes: Uptimes,
): number[] {
  const firstMarkMs = new Map<number, number>();
  for (const { node: observer, event } of memberChanges) {
    if (event.member !== node || event.change !== 'failed' || event.tMs < atMs || event.tMs >= untilMs)
      continue;
    firstMarkMs.set(observer, Math.min(event.tMs, firstMarkMs.get(observer) ?? Number.POSITIVE_INFINITY));
  }
  return uptimes.nodes
    .filter((observer) => observer !== node && uptimes.isUp(observer, atMs))
    .flatMap((observer) => {
      const markMs = firstMarkMs.get(observer);
      if (markMs !== undefined) return [markMs - atMs];
      return uptimes.isUpThroughout(observer, atMs, untilMs) ? [Number.POSITIVE_INFINITY] : [];
    });
}

/** Median (the lower of two) and worst over crashes. */
function summary(times: readonly number[]): Detection['firstDetectionMs'] {
  const sorted = [...times].sort((a, b) => a - b);
  const figure = (ms: number) => (Number.isFinite(ms) ? ms : never);
  return {
    p50: figure(sorted[Math.ceil(sorted.length / 2) - 1]!),
    max: figure(sorted.at(-1)!),
    count: sorted.length,
  };
}
