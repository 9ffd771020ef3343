import { expect, test } from 'vitest';
import { exponentialLatency } from './exponential-latency.js';
import { deviation, draws, mean } from './testing/draws.js';

test('an exponential latency has its mean as deviation, above its minimum', () => {
  const values = draws(exponentialLatency(20, 5).sampleMs);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(5);
  expect(Math.abs(mean(values) - 25)).toBeLessThan(0.5);
  expect(Math.abs(deviation(values) - 20)).toBeLessThan(0.5);
});
