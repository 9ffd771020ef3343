import { expect, test } from 'vitest';
import { type LatencySetting, latencyOf, usualMs } from './latency-setting.js';
import { draws, mean } from './testing/draws.js';

const settings: readonly [LatencySetting, meanMs: number, usualMs: number][] = [
  [{ distribution: 'constant', delayMs: 20 }, 20, 20],
  [{ distribution: 'uniform', minMs: 10, maxMs: 30 }, 20, 30],
  [{ distribution: 'normal', meanMs: 20, deviationMs: 3 }, 20, 20],
  // The mean is median · exp(sigma² / 2).
  [{ distribution: 'lognormal', medianMs: 20, sigma: 0.5 }, 20 * Math.exp(0.125), 20],
  [{ distribution: 'exponential', meanMs: 15, minMs: 5 }, 20, 20],
];

test.each(settings)(
  '%j is drawn with its mean, and usually takes what its kind says',
  (setting, meanMs, usual) => {
    const drawn = mean(draws((rng) => latencyOf(setting).sampleMs(rng)));
    expect(Math.abs(drawn / meanMs - 1)).toBeLessThan(0.02);
    expect(usualMs(setting)).toBe(usual);
  },
);

test('parameters that contradict each other are refused', () => {
  const setting = { distribution: 'uniform', minMs: 30, maxMs: 10 } as const;
  expect(() => latencyOf(setting)).toThrow('minimum latency is 30, which is not from 0 to 10');
});
