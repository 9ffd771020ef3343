import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../nodes/protocol/rng.js';
import { burstArrivals, poissonArrivals, rampArrivals, slottedArrivals, steadyArrivals } from './arrivals.js';

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

describe('steadyArrivals', () => {
  it('are at equal distances from the begin on', () => {
    expect(steadyArrivals(4, 1_000)).toEqual([0, 250, 500, 750]);
  });

  it.each([
    [0.1, 30_000, 3],
    [300, 10, 3],
    [7, 1_000, 7],
    [0, 1_000, 0],
  ])('%d/s over %d ms are %d', (rate, ms, count) => {
    expect(steadyArrivals(rate, ms)).toHaveLength(count);
  });
});

describe('burstArrivals', () => {
  it('puts all writes of a stretch at its begin, and carries fractions on', () => {
    expect(burstArrivals(5, 500, 2_000)).toEqual([0, 0, 0, 500, 500, 1_000, 1_000, 1_000, 1_500, 1_500]);
  });
});

describe('rampArrivals', () => {
  it('offers the mean of both rates, a quarter of it in the first half where it begins at 0', () => {
    const arrivals = rampArrivals(0, 400, 100_000, createRng(4));
    expect(Math.abs(arrivals.length - 20_000)).toBeLessThan(5 * Math.sqrt(20_000));
    const firstHalf = arrivals.filter((at) => at < 50_000).length;
    expect(Math.abs(firstHalf - 5_000)).toBeLessThan(5 * Math.sqrt(5_000));
  });

  it('may fall to nothing', () => {
    const arrivals = rampArrivals(400, 0, 100_000, createRng(4));
    expect(Math.abs(arrivals.filter((at) => at < 50_000).length - 15_000)).toBeLessThan(
      5 * Math.sqrt(15_000),
    );
  });
});

describe('slottedArrivals', () => {
  it('puts one arrival into each slot', () => {
    const slots = slottedArrivals(20, 50, createRng(3)).map((at) => Math.floor(at / 50));
    expect(slots).toEqual(Array.from({ length: 20 }, (_, slot) => slot));
  });
});
