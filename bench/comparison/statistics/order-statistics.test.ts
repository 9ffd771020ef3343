import fc from 'fast-check';
import { median, quantile } from 'simple-statistics';
import { expect, it, test } from 'vitest';
import { medianOf, quantileOf } from './order-statistics.js';

const beyond = Number.POSITIVE_INFINITY;

it.each([
  [[beyond, beyond], 0.5, beyond],
  [[1, beyond], 0.5, beyond],
  [[1, beyond], 0, 1],
  [[1, 2, beyond, beyond], 0.5, beyond],
  [[1, 2, 3, beyond], 0.5, 2.5],
  [[0, 0], 0.5, 0],
])('of %j the quantile %d is %d', (values, p, expected) => expect(quantileOf(values, p)).toBe(expected));

test('of numbers it is that of simple-statistics, whatever their order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, p) => {
        expect(quantileOf(values, p)).toBeCloseTo(quantile(values, p), 6);
        expect(medianOf(values)).toBe(median(values));
      },
    ),
  );
});

it('there is none of no values', () => expect(() => medianOf([])).toThrow(RangeError));
