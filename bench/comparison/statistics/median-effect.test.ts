import { describe, expect, it, test } from 'vitest';
import { createRng } from '../../../nodes/protocol/rng.js';
import { differenceOfMedians, ratioOfMedians } from './median-effect.js';

describe('the ratio of medians', () => {
  it('divides the medians and gives an interval around the quotient', () => {
    const ratio = ratioOfMedians([20, 22, 24, 21, 23], [10, 11, 12, 10.5, 11.5]);
    expect(ratio.value).toBe(2);
    expect(ratio.low).toBeLessThan(2);
    expect(ratio.high).toBeGreaterThan(2);
  });

  it('is the same whenever it is computed', () => {
    expect(ratioOfMedians([3, 1, 2], [1, 2, 2])).toEqual(ratioOfMedians([3, 1, 2], [1, 2, 2]));
  });
});

describe('the difference of medians', () => {
  it('is for figures that may be 0 or below', () => {
    const difference = differenceOfMedians([0, 3, 3, 3, 4], [-1, 0, 0, 0, 1]);
    expect(difference.value).toBe(3);
    expect(difference.low).toBeGreaterThanOrEqual(-1);
    expect(difference.high).toBeLessThanOrEqual(5);
  });
});

test('the interval of a ratio holds the true one in about 95 of 100 samples of 10', () => {
  const rng = createRng(7);
  const draw = (scale: number) => Array.from({ length: 10 }, () => scale * (1 + 0.2 * (rng.float() - 0.5)));
  const trials = Array.from({ length: 200 }, () => ratioOfMedians(draw(2), draw(1)));
  const held = trials.filter(({ low, high }) => low <= 2 && high >= 2).length;
  expect(held / trials.length).toBeGreaterThan(0.9);
});
