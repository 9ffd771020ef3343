import { linearRegression, quantile, rSquared } from 'simple-statistics';
import { createRng } from '../../nodes/protocol/rng.js';

/** What a figure was at each size, one value a run. */
export type BySize = ReadonlyMap<number, readonly number[]>;

/** How a figure grows with the number of nodes N. */
export interface Growth {
  /** Of the line a + b log2 N: what a doubling of N adds, with a 95 % percentile-bootstrap interval (Efron and Tibshirani 1993, chapter 13). */
  readonly perDoubling: { readonly value: number; readonly low: number; readonly high: number };
  /** Of that line. */
  readonly intercept: number;
  readonly rSquared: number;
  /** Share of the resamples in which a line over log N is nearer to the values than one over √N, and than one over N. */
  readonly logarithmicShare: number;
  /** Whether it grows as O(log N) over these sizes, as far as they show. */
  readonly verdict: 'O(log N)' | 'faster than log N' | 'unknown';
}

type Point = [x: number, y: number];
type Scale = (nodes: number) => number;

const resamples = 1_000;
const confidence = 0.95;
const logarithm: Scale = Math.log2;
const rivals: readonly Scale[] = [Math.sqrt, (nodes) => nodes];

/** Undefined where there are fewer than three sizes with a value: two say nothing of a shape. */
export function growthOf(bySize: BySize): Growth | undefined {
  const measured = new Map([...bySize].filter(([, values]) => values.length > 0));
  if (measured.size < 3) return undefined;
  const { m, b } = linearRegression(pointsOf(measured, logarithm));
  const rng = createRng(1);
  const slopes: number[] = [];
  let logarithmic = 0;
  for (let i = 0; i < resamples; i += 1) {
    const resampled = new Map(
      [...measured].map(([size, values]) => [size, values.map(() => values[rng.below(values.length)]!)]),
    );
    slopes.push(linearRegression(pointsOf(resampled, logarithm)).m);
    if (isLogarithmic(resampled)) logarithmic += 1;
  }
  const logarithmicShare = logarithmic / resamples;
  return {
    perDoubling: {
      value: m,
      low: quantile(slopes, (1 - confidence) / 2),
      high: quantile(slopes, (1 + confidence) / 2),
    },
    intercept: b,
    rSquared: rSquared(pointsOf(measured, logarithm), (x) => m * x + b),
    logarithmicShare,
    verdict: verdictOf(logarithmicShare),
  };
}

function verdictOf(logarithmicShare: number): Growth['verdict'] {
  if (logarithmicShare >= confidence) return 'O(log N)';
  return logarithmicShare <= 1 - confidence ? 'faster than log N' : 'unknown';
}

function pointsOf(bySize: BySize, scale: Scale): Point[] {
  return [...bySize].flatMap(([size, values]) => values.map((value): Point => [scale(size), value]));
}

/** What does not grow at all is O(log N), too. */
function isLogarithmic(bySize: BySize): boolean {
  const { m } = linearRegression(pointsOf(bySize, logarithm));
  return m <= 0 || rivals.every((rival) => misfit(bySize, logarithm) <= misfit(bySize, rival));
}

/** Sum of squared distances from the line of least squares over the scaled sizes. */
function misfit(bySize: BySize, scale: Scale): number {
  const points = pointsOf(bySize, scale);
  const { m, b } = linearRegression(points);
  return points.reduce((sum, [x, y]) => sum + (y - m * x - b) ** 2, 0);
}
