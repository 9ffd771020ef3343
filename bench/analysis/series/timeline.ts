import type { JournalIndex } from '../index/journal-index.js';
import type { PhaseSpan } from '../timeline/phases.js';
import type { Uptimes } from '../timeline/uptimes.js';
import type { Timeline, TimelineSecond } from './report-series.js';

/** What happened when, in ms from the journal's first event; undefined for a journal without phases. */
export function timeline(
  index: JournalIndex,
  spans: readonly PhaseSpan[],
  uptimes: Uptimes,
): Timeline | undefined {
  if (spans.length === 0) return undefined;
  const { firstMs } = index;
  const membersAlive = aliveOver(uptimes, firstMs);
  return {
    seconds: perSecond(index),
    phases: spans.map(({ phase, startMs, endMs }) => {
      return { phase, startMs: startMs - firstMs, endMs: endMs - firstMs };
    }),
    ...(membersAlive.length > 0 && { membersAlive }),
  };
}

function perSecond(index: JournalIndex): TimelineSecond[] {
  const count = Math.ceil((index.lastMs - index.firstMs) / 1000);
  const seconds = Array.from({ length: count }, (_, second) => ({
    atMs: second * 1000,
    gossipBytesPerSecond: 0,
    messagesPerSecond: 0,
    writesPerSecond: 0,
  }));
  for (const readings of index.counters.values()) addTraffic(readings, index.firstMs, seconds);
  for (const { answeredMs, update } of index.clientWrites) {
    const second = seconds[Math.floor((answeredMs - index.firstMs) / 1000)];
    if (second && update !== undefined) second.writesPerSecond += 1;
  }
  return seconds;
}

type Readings = JournalIndex['counters'] extends Map<number, infer R> ? R : never;

/** Spreads what a node sent between two readings evenly over the seconds between them. */
function addTraffic(readings: Readings, firstMs: number, seconds: TimelineSecond[]): void {
  for (let at = 1; at < readings.length; at += 1) {
    const [before, now] = [readings[at - 1]!, readings[at]!];
    const [fromMs, toMs] = [before.tMs - firstMs, now.tMs - firstMs];
    if (toMs <= fromMs) continue;
    const grown = (field: 'bytesSent' | 'messagesSent'): number => {
      const { [field]: total = 0 } = now.counters;
      const difference = total - (before.counters[field] ?? 0);
      return difference >= 0 ? difference : total; // The node restarted.
    };
    const [bytes, messages] = [grown('bytesSent'), grown('messagesSent')];
    for (let second = Math.floor(fromMs / 1000); second * 1000 < toMs; second += 1) {
      const bucket = seconds[second];
      const sharedMs = Math.min(toMs, (second + 1) * 1000) - Math.max(fromMs, second * 1000);
      if (!bucket) continue;
      bucket.gossipBytesPerSecond += (bytes * sharedMs) / (toMs - fromMs);
      bucket.messagesPerSecond += (messages * sharedMs) / (toMs - fromMs);
    }
  }
}

/** Nodes up, at every change; changes at one moment are one. */
function aliveOver(uptimes: Uptimes, firstMs: number): { atMs: number; alive: number }[] {
  const steps = new Map<number, number>();
  let alive = 0;
  for (const { ms, by } of uptimes.changes()) {
    alive += by;
    steps.set(ms - firstMs, alive);
  }
  return [...steps].map(([atMs, alive]) => ({ atMs, alive }));
}
