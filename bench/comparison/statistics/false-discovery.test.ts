import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjustForMany } from './false-discovery.js';

test.each([
  [[], []],
  [[0.04], [0.04]],
  [
    [0.01, 0.02, 0.03, 0.04],
    [0.04, 0.04, 0.04, 0.04],
  ],
  [
    [0.8, 0.001, 0.02],
    [0.8, 0.003, 0.03],
  ],
])('%j adjusted is %j', (given, adjusted) => {
  const found = adjustForMany(given);
  expect(found.length).toBe(adjusted.length);
  for (const [i, p] of found.entries()) expect(p).toBeCloseTo(adjusted[i]!, 12);
});

test('adjusting never lowers a p, never changes their order, and never goes beyond 1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (given) => {
      const found = adjustForMany(given);
      for (const [i, p] of given.entries()) {
        expect(found[i]).toBeGreaterThanOrEqual(p * (1 - 1e-12));
        expect(found[i]).toBeLessThanOrEqual(1);
        for (const [j, other] of given.entries()) {
          if (p < other) expect(found[i]!).toBeLessThanOrEqual(found[j]!);
        }
      }
    }),
  );
});
