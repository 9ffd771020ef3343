import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { rankTest } from './rank-test.js';

const oneTo = (n: number, from = 1): number[] => Array.from({ length: n }, (_, i) => from + i);

describe('the rank test', () => {
  // Two-sided, 2 ÷ C(n + m, n) where the samples do not overlap; the rest by the tables of Mann and Whitney 1947.
  it.each([
    [oneTo(5), oneTo(5, 6), 0, 2 / 252],
    [oneTo(5, 6), oneTo(5), 25, 2 / 252],
    [oneTo(3), oneTo(4, 4), 0, 2 / 35],
    [[1, 2, 3, 4, 6], [5, 7, 8, 9, 10], 1, 4 / 252],
    [[1], [2], 0, 1],
  ])('of %j and %j has U = %d and its exact p', (a, b, u, p) => {
    const test = rankTest(a, b);
    expect(test).toMatchObject({ u, method: 'exact' });
    expect(test.p).toBeCloseTo(p, 12);
  });

  it('shows nothing where all values are the same', () => {
    expect(rankTest([1, 1, 1, 1, 1], [1, 1, 1, 1, 1])).toEqual({ u: 12.5, p: 1, method: 'exact' });
    expect(rankTest(new Array(30).fill(1), new Array(30).fill(1)).p).toBe(1);
  });

  it('takes what is beyond the deadline as larger than the rest', () => {
    const beyond = Number.POSITIVE_INFINITY;
    expect(rankTest([1, 2, 3], [beyond, beyond, beyond]).u).toBe(0);
  });

  it('refuses an empty sample', () => {
    expect(() => rankTest([], [1])).toThrow(RangeError);
  });

  it('is near its exact p where it goes over to the normal distribution', () => {
    const [a, b] = [oneTo(20).map((x) => 2 * x), oneTo(20).map((x) => 2 * x + 9)];
    const exact = rankTest(a, b);
    const normal = rankTest([...a, 0], [...b, 50]);
    expect([exact.method, normal.method]).toEqual(['exact', 'normal']);
    expect(normal.p).toBeCloseTo(exact.p, 1);
  });
});

const sample = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 });

test('its p is the share of all deals of the values that are as far from the middle', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const middle = (a.length * b.length) / 2;
      const seen = Math.abs(pairs(a, b) - middle);
      const deals = [...choices([...a, ...b], a.length)];
      const asFar = deals.filter(([one, other]) => Math.abs(pairs(one, other) - middle) >= seen).length;
      expect(rankTest(a, b).u).toBe(pairs(a, b));
      expect(rankTest(a, b).p).toBeCloseTo(asFar / deals.length, 9);
    }),
  );
});

test('it is the same seen from the other side', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      expect(rankTest(a, b).p).toBeCloseTo(rankTest(b, a).p, 12);
    }),
  );
});

const pairs = (a: readonly number[], b: readonly number[]): number =>
  a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0))).reduce((sum: number, one) => sum + one, 0);

/** All ways to deal the values into `size` and the rest. */
function* choices(values: readonly number[], size: number): Generator<[number[], number[]]> {
  const [first, ...rest] = values;
  if (first === undefined) {
    if (size === 0) yield [[], []];
    return;
  }
  for (const [one, other] of choices(rest, size)) yield [one, [first, ...other]];
  if (size > 0) for (const [one, other] of choices(rest, size - 1)) yield [[first, ...one], other];
}
