import type { Window } from '../timeline/phases.js';

interface Reading {
  readonly tMs: number;
}

/** The readings between which a window's counters are compared. */
export type ReadingsOver<R extends Reading> = readonly R[];

/**
 * The readings of a window: the last one at or before its start (what happened before the start is then left out, and
 * nothing after it), and those after, up to its end. At least two, or none.
 */
export function readingsOver<R extends Reading>(readings: readonly R[], window: Window): ReadingsOver<R> {
  const before = readings.findLast(({ tMs }) => tMs <= window.startMs);
  const within = readings.filter(({ tMs }) => tMs > window.startMs && tMs <= window.endMs);
  const all = before ? [before, ...within] : within;
  return all.length >= 2 ? all : [];
}

/**
 * Increase of a counter; one that fell restarted at 0 with its node, as in Prometheus' `increase`. Undefined where some reading does not
 * have it.
 */
export function increase<R extends Reading>(
  readings: ReadingsOver<R>,
  counterOf: (reading: R) => number | undefined,
): number | undefined {
  let sum = 0;
  for (let at = 1; at < readings.length; at += 1) {
    const [before, now] = [counterOf(readings[at - 1]!), counterOf(readings[at]!)];
    if (before === undefined || now === undefined) return undefined;
    sum += now >= before ? now - before : now;
  }
  return sum;
}

/** Time between the first and the last reading, s. */
export const secondsOver = (readings: ReadingsOver<Reading>): number =>
  readings.length === 0 ? 0 : (readings.at(-1)!.tMs - readings[0]!.tMs) / 1000;
