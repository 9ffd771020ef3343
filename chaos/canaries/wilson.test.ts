import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilson } from './wilson.js';

test.each([
  // Newcombe 1998, table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i has the published interval', (events, trials, low, high) => {
  const share = wilson(events, trials);
  expect(share.low).toBeCloseTo(low, 4);
  expect(share.high).toBeCloseTo(high, 4);
});

test('the interval holds the share and stays within 0 and 1', () => {
  const counts = fc
    .integer({ min: 1, max: 5000 })
    .chain((trials) => fc.tuple(fc.nat(trials), fc.constant(trials)));
  fc.assert(
    fc.property(counts, ([events, trials]) => {
      const { fraction, low, high } = wilson(events, trials);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(fraction).toBeGreaterThanOrEqual(low - 1e-12);
      expect(fraction).toBeLessThanOrEqual(high + 1e-12);
    }),
  );
});

test('there is no share without trials', () => {
  expect(() => wilson(0, 0)).toThrow('0 trials');
});
