import { describe, expect, it } from 'vitest';
import { increase, readingsOver, secondsOver } from './counter-increase.js';

const readings = [
  { tMs: 500, value: 1 },
  { tMs: 1_000, value: 100 },
  { tMs: 2_000, value: 250 },
  { tMs: 3_000, value: 30 },
  { tMs: 4_000, value: 90 },
];
const over = (startMs: number, endMs: number) => readingsOver(readings, { startMs, endMs });

describe('the increase of a counter', () => {
  it.each([
    ['begins at the last reading before the window', 1_500, 2_500, 150, 1],
    ['takes a reading at the start for the start', 1_000, 2_000, 150, 1],
    ['begins at the first reading where none is before', 0, 2_000, 249, 1.5],
    ['counts from 0 again where a node began anew', 1_000, 4_000, 150 + 30 + 60, 3],
    ['is 0 where fewer than two readings are', 4_000, 9_000, 0, 0],
  ])('%s', (_, startMs, endMs, grown, seconds) => {
    expect(increase(over(startMs, endMs), ({ value }) => value)).toBe(grown);
    expect(secondsOver(over(startMs, endMs))).toBe(seconds);
  });
});
