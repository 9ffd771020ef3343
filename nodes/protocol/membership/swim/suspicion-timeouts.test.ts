import { expect, test } from 'vitest';
import { protocolConfigSchema } from '../../node/config.js';
import { retransmitLimit, suspicionBounds, suspicionTimeoutMs, syncScale } from './suspicion-timeouts.js';

const defaults = protocolConfigSchema.parse({});

test.each([
  [0, 30_000],
  [1, 16_000],
  [2, 7_810],
  [3, 2_000],
  [4, 2_000],
])('of 2 s to 30 s and three confirmations, %i leave %i ms', (heard, expectedMs) => {
  const timeoutMs = suspicionTimeoutMs({ minMs: 2_000, maxMs: 30_000, confirmations: 3 }, heard);
  expect(Math.round(timeoutMs / 10) * 10).toBe(expectedMs);
});

test('without expected confirmations the time-out is the shortest', () => {
  expect(suspicionTimeoutMs({ minMs: 2_000, maxMs: 30_000, confirmations: 0 }, 0)).toBe(2_000);
});

test.each([
  ['too small for confirmations', 3, 4_000, 4_000, 0],
  ['just large enough', 4, 4_000, 24_000, 2],
  ['of ten', 10, 4_000, 24_000, 2],
  ['of a thousand', 1_000, 12_000, 72_000, 2],
])('the defaults in a cluster %s', (_, nodes, minMs, maxMs, confirmations) => {
  const bounds = suspicionBounds(defaults, nodes);
  expect(bounds.minMs).toBeCloseTo(minMs, 6);
  expect(bounds.maxMs).toBeCloseTo(maxMs, 6);
  expect(bounds.confirmations).toBe(confirmations);
});

test.each([
  [1, 4],
  [9, 4],
  [10, 8],
  [99, 8],
  [100, 12],
])('news is passed on in a cluster of %i %i times', (nodes, times) => {
  expect(retransmitLimit(4, nodes)).toBe(times);
});

test.each([
  [1, 1],
  [32, 1],
  [33, 2],
  [64, 2],
  [65, 3],
  [128, 3],
  [10_000, 10],
])(
  'tables are exchanged in a cluster of %i every %i intervals (memberlist: the 33rd node doubles them, the 65th triples them)',
  (nodes, intervals) => {
    expect(syncScale(nodes)).toBe(intervals);
  },
);
