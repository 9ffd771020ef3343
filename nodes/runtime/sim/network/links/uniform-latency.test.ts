import { expect, test } from 'vitest';
import { deviation, draws, mean } from './testing/draws.js';
import { uniformLatency } from './uniform-latency.js';

test('a uniform latency stays in its range, with the mean and deviation of that range', () => {
  const values = draws(uniformLatency(10, 30).sampleMs);
  expect(values.every((ms) => ms >= 10 && ms < 30)).toBe(true);
  expect(mean(values)).toBeCloseTo(20, 0);
  expect(deviation(values)).toBeCloseTo(20 / Math.sqrt(12), 0);
});

test('a minimum above the maximum is refused', () => {
  expect(() => uniformLatency(30, 10)).toThrow('minimum latency is 30');
});
