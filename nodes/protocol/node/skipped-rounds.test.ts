import { expect, it } from 'vitest';
import { SkippedRounds } from './skipped-rounds.js';

it.each([
  ['before the round that was due', 90, 10],
  ['at that very moment', 100, 0],
  ['a moment later', 101, 49],
  ['when many were missed', 1_020, 30],
])('a node that goes on %s keeps its rounds’ phase', (_, nowMs, delayMs) => {
  const skipped = new SkippedRounds();
  skipped.dueMs = 100;
  expect(skipped.end(nowMs, 50)).toBe(delayMs);
  expect(skipped.areSkipped).toBe(false);
});
