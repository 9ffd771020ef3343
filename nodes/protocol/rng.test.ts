import { expect, test } from 'vitest';
import { createRng } from './rng.js';

const draws = (seed: number, count: number): number[] => {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => rng.uint32());
};

test('the same seed gives the same stream, and neighbouring seeds unlike ones', () => {
  expect(draws(1, 10)).toEqual(draws(1, 10));
  expect(new Set([1, 2, 3, 4].flatMap((seed) => draws(seed, 10))).size).toBe(40);
});

test('draws stay in their ranges and reach all of them', () => {
  const rng = createRng(5);
  const below = new Set<number>();
  for (let i = 0; i < 1_000; i++) {
    const float = rng.float();
    expect(float >= 0 && float < 1).toBe(true);
    below.add(rng.below(7));
  }
  expect([...below].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(rng.below(1)).toBe(0);
});

test('first draws of neighbouring seeds are spread evenly, as start phases need', () => {
  const floats = Array.from({ length: 1_000 }, (_, seed) => createRng(seed).float());
  const mean = floats.reduce((sum, float) => sum + float, 0) / floats.length;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
});
