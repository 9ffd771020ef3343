import { expect, test } from 'vitest';
import { normalLatency } from './normal-latency.js';
import { deviation, draws, mean } from './testing/draws.js';

test('a normal latency far from 0 has its mean and deviation', () => {
  const values = draws(normalLatency(100, 10).sampleMs);
  expect(mean(values)).toBeCloseTo(100, 0);
  expect(deviation(values)).toBeCloseTo(10, 0);
  const withinOne = values.filter((ms) => Math.abs(ms - 100) < 10).length / values.length;
  expect(withinOne).toBeCloseTo(0.6827, 1);
});

test('a normal latency is truncated at 0: with mean 0 it is half-normal, of mean σ √(2/π)', () => {
  const values = draws(normalLatency(0, 10).sampleMs);
  expect(values.every((ms) => ms >= 0)).toBe(true);
  expect(mean(values)).toBeCloseTo(10 * Math.sqrt(2 / Math.PI), 0);
});

test('a negative mean, which might never end, is refused', () => {
  expect(() => normalLatency(-1, 1)).toThrow('mean latency is -1');
});
