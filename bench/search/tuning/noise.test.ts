import { describe, expect, it } from 'vitest';
import { createRng } from '../../../nodes/protocol/rng.js';
import { boundAfter, meanInterval, nextRunBound, pooledNoise } from './noise.js';
import { tQuantile } from './t-quantile.js';

const rng = createRng(5);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - rng.float())) * Math.cos(2 * Math.PI * rng.float());
const draws = (count: number): number[] => Array.from({ length: count }, normal);

describe("the quantile of Student's t", () => {
  // Abramowitz and Stegun 1964, table 26.10.
  it.each([
    [0.95, 1, 6.314, 1e-4],
    [0.95, 2, 2.92, 1e-4],
    [0.95, 3, 2.353, 0.01],
    [0.975, 3, 3.182, 0.01],
    [0.95, 5, 2.015, 5e-3],
    [0.975, 10, 2.228, 5e-3],
    [0.975, 60, 2.0, 5e-3],
  ])('at %d with %d degrees is %d', (probability, degrees, expected, tolerance) => {
    expect(Math.abs(tQuantile(probability, degrees) / expected - 1)).toBeLessThan(tolerance);
  });
});

describe('noise', () => {
  it('is what repetitions of many settings say, whatever their means', () => {
    const groups = Array.from({ length: 100 }, (_, mean) => draws(4).map((value) => 10 * mean + 3 * value));
    expect(Math.sqrt(pooledNoise(groups, 0.1).variance)).toBeCloseTo(3, 0);
  });

  it('is not made wide by one setting that spreads wide', () => {
    const groups = [[-50, 0, 40, 9], ...Array.from({ length: 30 }, () => draws(4))];
    expect(Math.sqrt(pooledNoise(groups, 1).variance)).toBeLessThan(1.5);
  });

  it('is the guess, where nothing was repeated', () => {
    expect(pooledNoise([[1], [5]], 0.1)).toEqual({ variance: expect.closeTo(0.01, 12), degrees: 2 });
  });

  /** 3,000 settings of four runs each. */
  const settings = Array.from({ length: 3_000 }, () => draws(4));
  const noise = pooledNoise(settings.slice(0, 50), 1);
  const share = (holds: (values: readonly number[]) => boolean): number =>
    settings.filter(holds).length / settings.length;

  it('covers the mean in 95 % of all cases', () => {
    const covered = share((values) => {
      const { low, high } = meanInterval(values, noise);
      return low <= 0 && high >= 0;
    });
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.98);
  });

  it('bounds the next run in 95 % of all cases', () => {
    const bounded = share((values) => normal() <= nextRunBound(values, noise));
    expect(bounded).toBeGreaterThan(0.93);
    expect(bounded).toBeLessThan(0.98);
  });

  it('bounds it closer after more runs', () => {
    expect(boundAfter(0, 8, noise)).toBeLessThan(boundAfter(0, 2, noise));
  });
});
