import { mean, sum } from 'simple-statistics';
import { tQuantile } from './quantiles.js';

/** How much one figure differs from run to run, as far as many settings' repetitions tell. */
export interface Noise {
  readonly variance: number;
  readonly degrees: number;
}

/** A mean and where it may lie. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One setting's own repetitions count for more than the others' once they are more than these. */
const mostBorrowedDegrees = 6;

const squares = (values: readonly number[]): number => {
  const centre = mean([...values]);
  return sum(values.map((value) => (value - centre) ** 2));
};

/** Within-group variance of many groups, with a guess that counts as two repetitions. */
export function pooledNoise(groups: readonly (readonly number[])[], guessedDeviation: number): Noise {
  const repeated = groups.filter(({ length }) => length > 1);
  const degrees = 2 + sum(repeated.map(({ length }) => length - 1));
  const variance = (2 * guessedDeviation ** 2 + sum(repeated.map(squares))) / degrees;
  return { variance, degrees };
}

/** The variance of few values, drawn towards that of all settings (a moderated variance: Smyth 2004, section 3). */
function moderated(values: readonly number[], noise: Noise): Noise {
  const borrowed = Math.min(noise.degrees, mostBorrowedDegrees);
  const degrees = borrowed + values.length - 1;
  return { variance: (borrowed * noise.variance + squares(values)) / degrees, degrees };
}

/** The mean with its 95 % interval. */
export function meanInterval(values: readonly number[], noise: Noise): Interval {
  const { variance, degrees } = moderated(values, noise);
  const centre = mean([...values]);
  const margin = tQuantile(0.975, degrees) * Math.sqrt(variance / values.length);
  return { value: centre, low: centre - margin, high: centre + margin };
}

/** What one more run stays below with a probability of 95 %. */
export function nextRunBound(values: readonly number[], noise: Noise): number {
  const { variance, degrees } = moderated(values, noise);
  return mean([...values]) + tQuantile(0.95, degrees) * Math.sqrt(variance * (1 + 1 / values.length));
}

/** What that bound would be after so many runs, if their mean were this. */
export const boundAfter = (centre: number, runs: number, { variance, degrees }: Noise): number =>
  centre + tQuantile(0.95, degrees + runs - 1) * Math.sqrt(variance * (1 + 1 / runs));
