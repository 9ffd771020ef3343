import type { Printed } from './published.js';
import { type Spread, z99 } from './spread.js';

/**
 * Trials behind a published mean. The paper does not tell; it is a mean all the same, and were it of fewer than these, it would
 * be less exact than printed.
 */
export const assumedTrials = 25;

export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * Where a published mean may lie if it was drawn from what we drew from: our mean ± z₉₉ σ √(1/25 + 1/trials), and half a unit of the
 * last printed digit. `floor` is what so many trials cannot tell from nothing; see `rareBound`.
 */
export function expectedRange(spread: Spread, printed: Printed, floor = 0): Range {
  const sampling = z99 * spread.deviation * Math.sqrt(1 / assumedTrials + 1 / spread.trials);
  const margin = Math.max(sampling, floor) + halfUnit(printed);
  return { low: spread.mean - margin, high: spread.mean + margin };
}

export const isWithin = (printed: Printed, { low, high }: Range): boolean =>
  Number(printed) >= low && Number(printed) <= high;

/** Largest share of missed sites that leaves all trials without any with probability 0.5 %: −ln 0.005 / (sites × trials). */
export const rareBound = (sites: number, trials: number): number => -Math.log(0.005) / (sites * trials);

/** Half a unit of the last digit: 0.0005 for '0.176'. */
export function halfUnit(printed: Printed): number {
  const decimals = printed.split('.')[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals;
}
