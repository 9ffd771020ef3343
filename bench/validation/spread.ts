/** Mean and standard deviation of a figure over independent trials. */
export interface Spread {
  readonly trials: number;
  readonly mean: number;
  readonly deviation: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const trials = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / trials;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { trials, mean, deviation: Math.sqrt(squares / Math.max(1, trials - 1)) };
}

/** Two-sided 99 % quantile of the normal distribution. */
export const z99 = 2.576;

/** Half the width of the 99 % interval of the mean. */
export const marginOfMean = ({ deviation, trials }: Spread): number => (z99 * deviation) / Math.sqrt(trials);
