import { expect, test } from 'vitest';
import { independentLoss } from './independent-loss.js';
import { draws, share } from './testing/draws.js';

test.each([0, 0.1, 0.5, 1])('of all messages the share %d is lost', (probability) => {
  const { loses } = independentLoss(probability);
  const lost = draws((rng) => loses(0, 1, rng));
  expect(Math.abs(share(lost) - probability)).toBeLessThan(0.01);
  if (probability === 0 || probability === 1) expect(share(lost)).toBe(probability);
});

test('a loss follows a loss as often as it follows a delivery', () => {
  const { loses } = independentLoss(0.3);
  const lost = draws((rng) => loses(0, 1, rng));
  const afterLoss = lost.filter((_, i) => lost[i - 1] === true);
  expect(Math.abs(share(afterLoss) - 0.3)).toBeLessThan(0.02);
});

test('what is no probability is refused', () => {
  expect(() => independentLoss(1.2)).toThrow('loss is 1.2');
});
