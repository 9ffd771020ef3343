/** Two-sided quantiles of the standard normal distribution. */
export const quantiles = { percent95: 1.959964, permille999: 3.290527 } as const;

export interface Proportion {
  readonly fraction: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A share with its score interval, by default of 95 % (Wilson 1927, as method 3 in Newcombe 1998), which stays within 0 and 1 and is
 * sound for shares near either. @throws RangeError without trials.
 */
export function wilson(events: number, trials: number, z: number = quantiles.percent95): Proportion {
  if (!(trials > 0)) throw new RangeError(`a share of ${trials} trials is no number`);
  const fraction = events / trials;
  const scale = 1 + z ** 2 / trials;
  const centre = (fraction + z ** 2 / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((fraction * (1 - fraction)) / trials + z ** 2 / (4 * trials ** 2));
  return { fraction, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
