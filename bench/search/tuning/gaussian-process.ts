import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { mean, standardDeviation, sum } from 'simple-statistics';

/** What was seen at one point, and the variance of that mean. */
export interface Seen {
  readonly point: readonly number[];
  readonly value: number;
  readonly variance: number;
}

export interface Expected {
  readonly mean: number;
  readonly deviation: number;
}

/** Length scales in the unit cube among which the likelihood decides. */
const lengthScales = [0.25, 0.5, 1] as const;
/** Of the linear part, in standardised values. */
const linearVariance = 1;
const jitter = 1e-6;

/**
 * What is to be expected at points that were not tried (Rasmussen and Williams 2006, algorithm 2.1): a plane, as costs and times are of logarithms
 * of the parameters, and what deviates from it smoothly.
 */
export class GaussianProcess {
  readonly #points: readonly (readonly number[])[];
  readonly #centre: number;
  readonly #scale: number;
  readonly #fit: Fit;

  constructor(seen: readonly Seen[]) {
    this.#points = seen.map(({ point }) => point);
    const values = seen.map(({ value }) => value);
    this.#centre = mean(values);
    this.#scale = standardDeviation(values) || 1;
    const standard = values.map((value) => (value - this.#centre) / this.#scale);
    const noise = seen.map(({ variance }) => variance / this.#scale ** 2 + jitter);
    const fits = lengthScales.map((length) => fitOf(this.#points, standard, noise, length));
    this.#fit = fits.reduce((best, fit) => (fit.logLikelihood > best.logLikelihood ? fit : best));
  }

  at(point: readonly number[]): Expected {
    const { weights, factor, length } = this.#fit;
    const near = this.#points.map((one) => kernel(one, point, length));
    const reduced = forward(factor, near);
    const variance = Math.max(jitter, kernel(point, point, length) - sum(reduced.map((value) => value ** 2)));
    return {
      mean: this.#centre + this.#scale * sum(near.map((value, i) => value * weights[i]!)),
      deviation: this.#scale * Math.sqrt(variance),
    };
  }
}

interface Fit {
  readonly length: number;
  readonly weights: readonly number[];
  /** Lower triangle of the covariance's Cholesky factor. */
  readonly factor: Matrix;
  readonly logLikelihood: number;
}

function fitOf(
  points: readonly (readonly number[])[],
  values: readonly number[],
  noise: readonly number[],
  length: number,
): Fit {
  const covariance = new Matrix(
    points.map((one, i) => points.map((other, j) => kernel(one, other, length) + (i === j ? noise[i]! : 0))),
  );
  const cholesky = new CholeskyDecomposition(covariance);
  const factor = cholesky.lowerTriangularMatrix;
  const weights = cholesky.solve(Matrix.columnVector([...values])).to1DArray();
  const fitted = sum(values.map((value, i) => value * weights[i]!));
  const logDeterminant = sum(points.map((_, i) => Math.log(factor.get(i, i))));
  return { length, weights, factor, logLikelihood: -fitted / 2 - logDeterminant };
}

function kernel(one: readonly number[], other: readonly number[], length: number): number {
  let [distance, product] = [0, 1];
  for (let i = 0; i < one.length; i += 1) {
    distance += (one[i]! - other[i]!) ** 2;
    product += (one[i]! - 0.5) * (other[i]! - 0.5);
  }
  return linearVariance * product + Math.exp(-distance / (2 * length ** 2));
}

/** Solves the lower triangle for a vector. */
function forward(factor: Matrix, vector: readonly number[]): number[] {
  const solved: number[] = [];
  for (const [i, value] of vector.entries()) {
    let rest = value;
    for (let j = 0; j < i; j += 1) rest -= factor.get(i, j) * solved[j]!;
    solved.push(rest / factor.get(i, i));
  }
  return solved;
}
