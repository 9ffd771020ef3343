import type { Rng } from '../../nodes/protocol/types.js';

/** Offsets from the phase's start, ms, ascending: when each write is due, whatever happens to the ones before it. */
export type Arrivals = readonly number[];

/**
 * Poisson arrivals at `ratePerSecond` over `durationMs`. Random gaps keep the writes from locking step with the
 * gossip rounds, and sample every phase of a round alike (Wolff 1982, 'Poisson arrivals see time averages').
 */
export function poissonArrivals(ratePerSecond: number, durationMs: number, rng: Rng): Arrivals {
  const arrivals: number[] = [];
  if (ratePerSecond <= 0) return arrivals;
  for (let atMs = gapMs(ratePerSecond, rng); atMs < durationMs; atMs += gapMs(ratePerSecond, rng)) {
    arrivals.push(atMs);
  }
  return arrivals;
}

const gapMs = (ratePerSecond: number, rng: Rng): number =>
  (-Math.log(1 - rng.float()) * 1000) / ratePerSecond;

/** `count` arrivals, one at a random moment of each of `count` slots of `slotMs`. */
export function slottedArrivals(count: number, slotMs: number, rng: Rng): Arrivals {
  return Array.from({ length: count }, (_, slot) => (slot + rng.float()) * slotMs);
}
