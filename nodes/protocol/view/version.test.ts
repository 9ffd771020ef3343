import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyVersion } from '../testing/arbitraries.js';
import { useSeed } from '../testing/print-seed.js';
import { compareVersions } from './version.js';

useSeed('version', process.env.FAST_CHECK_SEED);

const version = (clock: number, origin: number, incarnation: number, seq: number) => ({
  clock,
  origin,
  incarnation,
  seq,
});

test.each([
  ['a later clock wins over everything else', version(2, 0, 1, 1), version(1, 9, 9, 9)],
  ['then the higher origin', version(1, 2, 1, 1), version(1, 1, 9, 9)],
  ['then the higher incarnation', version(1, 1, 2, 1), version(1, 1, 1, 9)],
  ['then the higher seq', version(1, 1, 1, 2), version(1, 1, 1, 1)],
])('%s', (_, winner, loser) => {
  expect(compareVersions(winner, loser)).toBeGreaterThan(0);
  expect(compareVersions(loser, winner)).toBeLessThan(0);
});

test('the order is total: antisymmetric, transitive, and equal only for the same write', () => {
  fc.assert(
    fc.property(anyVersion, anyVersion, anyVersion, (a, b, c) => {
      expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
      expect(compareVersions(a, { ...a })).toBe(0);
      if (compareVersions(a, b) < 0 && compareVersions(b, c) < 0)
        expect(compareVersions(a, c)).toBeLessThan(0);
    }),
  );
});
