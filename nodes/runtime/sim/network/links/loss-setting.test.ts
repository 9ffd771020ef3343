import { expect, test } from 'vitest';
import { type LossSetting, lossOf, meanLossOf } from './loss-setting.js';
import { draws, share } from './testing/draws.js';

const settings: readonly [LossSetting, number][] = [
  [{ model: 'independent', share: 0.2 }, 0.2],
  [{ model: 'gilbert-elliott', goodToBad: 0.02, badToGood: 0.1, lossInGood: 0, lossInBad: 0.6 }, 0.1],
  [{ model: 'gilbert-elliott', goodToBad: 0, badToGood: 0, lossInGood: 0.05, lossInBad: 1 }, 0.05],
];

test.each(settings)('%j loses its share in the long run', (setting, expected) => {
  const loss = lossOf(setting);
  expect(meanLossOf(setting)).toBeCloseTo(expected, 9);
  expect(Math.abs(share(draws((rng) => loss.loses(0, 1, rng))) - expected)).toBeLessThan(0.01);
});
