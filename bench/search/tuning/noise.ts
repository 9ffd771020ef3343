import { mean, sum } from 'simple-statistics';
import { tQuantile } from './t-quantile.js';

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

/** With fewer degrees of freedom than these, the search orders settings by a guess; nothing is claimed by it. */
const fewestDegrees = 2;

/**
 * Within-group variance of many groups; a guess, until some repetitions tell. It is the median of the groups', each counting by its degrees of
 * freedom and over what the median of its variance is (of χ², Wilson and Hilferty 1931): one setting that spreads wide, at the edge of what works, is not to
 * make all others doubtful.
 */
export function pooledNoise(groups: readonly (readonly number[])[], guessedDeviation: number): Noise {
  const own = groups
    .filter(({ length }) => length > 1)
    .map((values) => ({ variance: squares(values) / (values.length - 1), degrees: values.length - 1 }));
  const repeated = sum(own.map(({ degrees }) => degrees));
  const typical = weightedMedian(
    own.map(({ variance, degrees }) => [variance / medianShare(degrees), degrees]),
  );
  if (repeated < fewestDegrees) return { variance: guessedDeviation ** 2, degrees: fewestDegrees };
  return { variance: typical, degrees: repeated };
}

/** Median of χ² over its mean. */
const medianShare = (degrees: number): number => (1 - 2 / (9 * degrees)) ** 3;

function weightedMedian(values: readonly (readonly [value: number, weight: number])[]): number {
  const half = sum(values.map(([, weight]) => weight)) / 2;
  let passed = 0;
  for (const [value, weight] of values.toSorted(([a], [b]) => a - b)) {
    passed += weight;
    if (passed >= half) return value;
  }
  return 0;
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
