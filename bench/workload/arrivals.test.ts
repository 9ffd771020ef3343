import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../nodes/protocol/rng.js';
import { poissonArrivals, slottedArrivals } from './arrivals.js';

describe('poissonArrivals', () => {
  it('is the same for the same seed', () => {
    expect(poissonArrivals(50, 1_000, createRng(7))).toEqual(poissonArrivals(50, 1_000, createRng(7)));
  });

  it('ascends, and stays inside the window', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.nat(),
        (rate, ms, seed) => {
          const arrivals = poissonArrivals(rate, ms, createRng(seed));
          expect(arrivals.every((at, i) => at >= (arrivals[i - 1] ?? 0) && at < ms)).toBe(true);
        },
      ),
    );
  });

  it('offers the rate that was asked: 200/s over 100 s lie within five standard deviations of 20,000', () => {
    const count = poissonArrivals(200, 100_000, createRng(1)).length;
    expect(Math.abs(count - 20_000)).toBeLessThan(5 * Math.sqrt(20_000));
  });

  it('has gaps whose spread equals their mean, as an exponential law has', () => {
    const arrivals = poissonArrivals(200, 100_000, createRng(2));
    const gaps = arrivals.map((at, i) => at - (arrivals[i - 1] ?? 0));
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(deviation / mean).toBeGreaterThan(0.95);
    expect(deviation / mean).toBeLessThan(1.05);
  });

  it('is empty at rate 0', () => {
    expect(poissonArrivals(0, 1_000, createRng(1))).toEqual([]);
  });
});

describe('slottedArrivals', () => {
  it('puts one arrival into each slot', () => {
    const slots = slottedArrivals(20, 50, createRng(3)).map((at) => Math.floor(at / 50));
    expect(slots).toEqual(Array.from({ length: 20 }, (_, slot) => slot));
  });
});
