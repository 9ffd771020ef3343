import type { JournalIndex } from '../index/journal-index.js';
import type { Disturbance } from './disturbance.js';

/** The harness reads itself about once a second; a gap as long as a node's lease is no slow reading. */
const gapLimitMs = 10_000;
/** A clock that is set by NTP moves by less between two readings. */
const jumpLimitMs = 1_000;

/** The harness was stopped (Ctrl-Z) or starved, or the machine suspended: its own trouble, never the nodes' failure. */
export function harnessStopped({ harness, uptimeChanges }: JournalIndex): Disturbance[] {
  return [...gaps(harness), ...jumps(harness), ...abandoned(uptimeChanges)].map((text) => ({
    kind: 'harnessStopped',
    text,
  }));
}

type Reading = JournalIndex['harness'][number];

const pairs = (readings: readonly Reading[]): [Reading, Reading][] =>
  readings.slice(1).map((reading, i) => [readings[i]!, reading]);

const gaps = (readings: readonly Reading[]): string[] =>
  pairs(readings)
    .filter(([before, after]) => after.tMs - before.tMs >= gapLimitMs)
    .map(
      ([before, after]) =>
        `The harness did nothing for ${seconds(after.tMs - before.tMs)}: it was stopped, or starved.`,
    );

/** CLOCK_MONOTONIC stands still while a machine is suspended; the date does not. */
const jumps = (readings: readonly Reading[]): string[] =>
  pairs(readings).flatMap(([before, after]) => {
    if (before.dateMs === undefined || after.dateMs === undefined) return [];
    const jumpMs = after.dateMs - before.dateMs - (after.tMs - before.tMs);
    if (Math.abs(jumpMs) < jumpLimitMs) return [];
    return [
      `The machine's date moved by ${seconds(jumpMs)} against its monotonic clock: it was suspended, or its clock was set.`,
    ];
  });

const abandoned = (changes: JournalIndex['uptimeChanges']): string[] =>
  changes
    .filter(({ change }) => change === 'abandoned')
    .map(({ node }) => `Node n${node} ended because the harness was silent for longer than its lease.`);

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
