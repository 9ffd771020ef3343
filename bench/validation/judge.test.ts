import { expect, test } from 'vitest';
import { expectedRange, halfUnit, isWithin, rareBound } from './judge.js';
import { spreadOf } from './spread.js';

test.each([
  ['38', 0.5],
  ['16.8', 0.05],
  ['0.960', 0.0005],
  ['0.000004', 0.0000005],
])('%s may have been rounded by %d', (printed, half) => {
  expect(halfUnit(printed)).toBeCloseTo(half, 12);
});

test('a mean is expected within 2.576 σ √(1/25 + 1/trials) and the rounding', () => {
  const spread = { trials: 100, mean: 10, deviation: 2 };
  const { low, high } = expectedRange(spread, '10.0');
  const margin = 2.576 * 2 * Math.sqrt(0.04 + 0.01) + 0.05;
  expect(low).toBeCloseTo(10 - margin, 9);
  expect(high).toBeCloseTo(10 + margin, 9);
  expect([isWithin('11.2', { low, high }), isWithin('11.3', { low, high })]).toEqual([true, false]);
});

test('where no trial missed a site, a residue is expected below what would show in one of them', () => {
  const none = spreadOf(new Array<number>(200).fill(0));
  const range = expectedRange(none, '0.000004', rareBound(1_000, 200));
  expect(range.high).toBeCloseTo(5.298 / 200_000 + 0.0000005, 8);
  expect([isWithin('0.000004', range), isWithin('0.000040', range)]).toEqual([true, false]);
});

test('the spread of trials has their mean and sample deviation', () => {
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ trials: 8, mean: 5, deviation: Math.sqrt(32 / 7) });
});
