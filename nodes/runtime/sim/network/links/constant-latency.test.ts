import { expect, test } from 'vitest';
import { constantLatency } from './constant-latency.js';
import { draws } from './testing/draws.js';

test('a constant latency is the same for every message', () => {
  const { sampleMs } = constantLatency(12.5);
  expect(new Set(draws(sampleMs, 100))).toEqual(new Set([12.5]));
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('a latency of %d is refused', (ms) => {
  expect(() => constantLatency(ms)).toThrow(/latency is .*not from 0/);
});
