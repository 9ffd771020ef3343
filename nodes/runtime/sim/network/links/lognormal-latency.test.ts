import { expect, test } from 'vitest';
import { lognormalLatency } from './lognormal-latency.js';
import { deviation, draws, mean } from './testing/draws.js';

test('the logarithm of a lognormal latency is normal, with the median’s logarithm and sigma', () => {
  const logs = draws(lognormalLatency(50, 0.5).sampleMs).map(Math.log);
  expect(mean(logs)).toBeCloseTo(Math.log(50), 1);
  expect(deviation(logs)).toBeCloseTo(0.5, 1);
});

test('without sigma it is its median', () => {
  expect(new Set(draws(lognormalLatency(50, 0).sampleMs, 10))).toEqual(new Set([50]));
});
