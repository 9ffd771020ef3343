import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dominates, dominators, paretoFront } from './pareto.js';

const anyPrices = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 1, maxLength: 30 });

it('has on the front whom nobody dominates, and nobody else', () => {
  fc.assert(
    fc.property(anyPrices, (all) => {
      const front = paretoFront(all, (one) => one);
      for (const [i, one] of all.entries()) {
        expect(front.includes(one)).toBe(dominators(all)[i] === 0);
        if (!front.includes(one)) expect(front.some((other) => dominates(other, one))).toBe(true);
      }
    }),
  );
});

it('begins with the least first price', () => {
  expect(
    paretoFront(
      [
        [3, 1],
        [1, 3],
        [2, 2],
        [3, 3],
      ],
      (one) => one,
    ),
  ).toEqual([
    [1, 3],
    [2, 2],
    [3, 1],
  ]);
});
