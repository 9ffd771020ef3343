import { expect, it } from 'vitest';
import { GaussianProcess } from './gaussian-process.js';

const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((x) => [0, 0.5, 1].map((y) => [x, y]));
const bent = ([x, y]: readonly number[]): number => 3 + 2 * x! - y! + Math.sin(2 * x!);
const seen = grid.map((point) => ({ point, value: bent(point), variance: 1e-4 }));

it('goes through what was seen, and is sure there', () => {
  const process = new GaussianProcess(seen);
  for (const { point, value } of seen) {
    expect(process.at(point).mean).toBeCloseTo(value, 1);
    expect(process.at(point).deviation).toBeLessThan(0.1);
  }
});

it('expects between them what lies between, and knows how far it may be off', () => {
  const process = new GaussianProcess(seen);
  for (const point of [
    [0.1, 0.2],
    [0.6, 0.7],
    [0.9, 0.25],
  ]) {
    const { mean, deviation } = process.at(point);
    expect(Math.abs(mean - bent(point))).toBeLessThan(Math.max(0.1, 3 * deviation));
  }
});

it('goes on along the slope beyond them, less and less sure', () => {
  const process = new GaussianProcess(seen.filter(({ point }) => point[0]! <= 0.5));
  expect(process.at([1, 0.5]).mean).toBeGreaterThan(process.at([0.5, 0.5]).mean);
  expect(process.at([1, 0.5]).deviation).toBeGreaterThan(process.at([0.5, 0.5]).deviation);
});

it('draws the mean of one point that was seen often and noisily', () => {
  const noisy = [1, 2, 3, 2].map((value) => ({ point: [0.5], value, variance: 0.5 }));
  expect(new GaussianProcess(noisy).at([0.5]).mean).toBeCloseTo(2, 1);
});
