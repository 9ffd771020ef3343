import { expect, test } from 'vitest';
import { type GilbertElliott, gilbertElliottLoss, meanLoss } from './gilbert-elliott-loss.js';
import { draws, mean, share } from './testing/draws.js';

const bursty: GilbertElliott = { goodToBad: 0.02, badToGood: 0.2, lossInGood: 0, lossInBad: 1 };

const runLengths = (lost: readonly boolean[]): number[] =>
  lost
    .map((hit) => (hit ? '1' : '0'))
    .join('')
    .split('0')
    .filter((run) => run.length > 0)
    .map((run) => run.length);

test('loses the share that the chain’s stationary distribution gives', () => {
  const { loses } = gilbertElliottLoss(bursty);
  const lost = draws((rng) => loses(0, 1, rng), 200_000);
  expect(meanLoss(bursty)).toBeCloseTo(0.02 / 0.22, 9);
  expect(Math.abs(share(lost) - meanLoss(bursty))).toBeLessThan(0.005);
});

test('loses in bursts, of 1 / badToGood messages on average', () => {
  const { loses } = gilbertElliottLoss(bursty);
  const lost = draws((rng) => loses(0, 1, rng), 200_000);
  expect(Math.abs(mean(runLengths(lost)) - 5)).toBeLessThan(0.3);
});

test('each directed link has a state of its own', () => {
  const { loses } = gilbertElliottLoss({ goodToBad: 0.01, badToGood: 0, lossInGood: 0, lossInBad: 1 });
  const firstLosses = draws((rng) => rng, 1).flatMap((rng) =>
    [0, 1, 2].map((to) => Array.from({ length: 2_000 }, () => loses(9, to, rng)).indexOf(true)),
  );
  expect(new Set(firstLosses).size).toBe(3);
  expect(firstLosses.every((index) => index >= 0)).toBe(true);
});

test('a transition that is no probability is refused by name', () => {
  expect(() => gilbertElliottLoss({ ...bursty, badToGood: -0.1 })).toThrow('badToGood is -0.1');
});
