import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRng } from '../rng.js';
import { useSeed } from '../testing/print-seed.js';
import { sampleDistinct } from './sample.js';

useSeed('sample', process.env.FAST_CHECK_SEED);

test('a sample is distinct, from the pool, without this node, and as large as can be', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat({ max: 200 }), { maxLength: 100 }),
      fc.nat({ max: 12 }),
      fc.nat(),
      (pool, count, seed) => {
        const self = pool[0] ?? 0;
        const before = [...pool];
        const sample = sampleDistinct(pool, count, self, createRng(seed));
        expect(new Set(sample).size).toBe(sample.length);
        expect(sample.length).toBe(Math.min(count, Math.max(0, pool.length - 1)));
        expect(sample.every((id) => id !== self && pool.includes(id))).toBe(true);
        expect(pool).toEqual(before);
      },
    ),
  );
});

test.each([
  ['a pool much larger than the sample', 20],
  ['a pool hardly larger than the sample', 5],
])('every peer is drawn equally often from %s', (_, size) => {
  const pool = Array.from({ length: size }, (_unused, id) => id);
  const rng = createRng(11);
  const drawn = new Array<number>(size).fill(0);
  const draws = 8_000;
  for (let i = 0; i < draws; i++) for (const id of sampleDistinct(pool, 3, 0, rng)) drawn[id]!++;
  const expected = (draws * 3) / (size - 1);
  expect(drawn[0]).toBe(0);
  for (const count of drawn.slice(1))
    expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
});
