import { describe, expect, it } from 'vitest';
import { ratioOfMedians, sideBySide } from './side-by-side.js';

describe('sideBySide', () => {
  it('measures the variants in turns', async () => {
    const order: string[] = [];
    const variant = (name: string) => ({ name, measure: async () => order.push(name) });
    const measured = await sideBySide([variant('a'), variant('b')], 2);
    expect(order).toEqual(['a', 'b', 'a', 'b']);
    expect(measured.map(({ values }) => values)).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });
});

describe('ratioOfMedians', () => {
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
