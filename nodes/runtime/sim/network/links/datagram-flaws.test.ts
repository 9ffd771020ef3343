import { expect, test } from 'vitest';
import { bothFlaws, burstiness } from './datagram-flaws.js';

const spells = (goodToBad: number, badToGood: number) => ({
  goodToBad,
  badToGood,
  lossInGood: 0,
  lossInBad: 1,
});
const plain = { reorders: false, duplication: 0, corruption: 0 };

test('flaws of two networks on one path are those of either, and of two kinds of bursts the worse', () => {
  const mild = { ...plain, bursts: spells(0.01, 0.5), duplication: 0.5 };
  const severe = { ...plain, bursts: spells(0.1, 0.1), duplication: 0.5, corruption: 0.25, reorders: true };
  const both = { reorders: true, duplication: 0.75, corruption: 0.25, bursts: severe.bursts };
  expect(bothFlaws(mild, severe)).toEqual(both);
  expect(bothFlaws(severe, mild)).toEqual(both);
  expect(bothFlaws(undefined, severe)).toBe(severe);
  expect(bothFlaws(plain, plain)).toEqual(plain);
});

test('long bursts take more datagrams to be known, independent losses as many', () => {
  expect(burstiness({})).toBe(1);
  expect(burstiness({ bursts: spells(0.05, 0.1) })).toBeCloseTo(1.85 / 0.15, 9);
  expect(burstiness({ bursts: spells(0.5, 0.5) })).toBe(1);
});
