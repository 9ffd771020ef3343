import type { Rng } from '../../nodes/protocol/types.js';
import type { Workload } from './workload.js';

/** Offsets from the phase's start, ms, ascending: when each write is due, whatever happens to the ones before it. */
export type Arrivals = readonly number[];

type Arrive = (workload: Workload, durationMs: number, rng: Rng) => Arrivals;

/** One process of arrivals for each value of `workload.arrivals`. */
const processes: Readonly<Record<Workload['arrivals'], Arrive>> = {
  poisson: ({ ratePerSecond }, durationMs, rng) => poissonArrivals(ratePerSecond, durationMs, rng),
  steady: ({ ratePerSecond }, durationMs) => steadyArrivals(ratePerSecond, durationMs),
  bursts: ({ ratePerSecond, burstEveryMs }, durationMs) =>
    burstArrivals(ratePerSecond, burstEveryMs, durationMs),
  ramp: ({ rampFromPerSecond, ratePerSecond }, durationMs, rng) =>
    rampArrivals(rampFromPerSecond, ratePerSecond, durationMs, rng),
};

/** When the workload's writes are due in a phase of `durationMs`. */
export const arrivalsOf: Arrive = (workload, durationMs, rng) =>
  processes[workload.arrivals](workload, durationMs, rng);

/**
 * Poisson arrivals at `ratePerSecond` over `durationMs`. Random gaps keep the writes from locking step with the
 * gossip rounds, and sample every phase of a round alike (Wolff 1982, 'Poisson arrivals see time averages').
 */
export function poissonArrivals(ratePerSecond: number, durationMs: number, rng: Rng): Arrivals {
  return rampArrivals(ratePerSecond, ratePerSecond, durationMs, rng);
}

/** At equal distances, the first at once. */
export function steadyArrivals(ratePerSecond: number, durationMs: number): Arrivals {
  // The small part keeps a product of fractions, as 0.1 × 30, from counting one too many.
  const count = Math.max(0, Math.ceil((ratePerSecond * durationMs) / 1000 - 1e-9));
  return Array.from({ length: count }, (_, i) => (i * 1000) / ratePerSecond);
}

/** All writes of each stretch of `everyMs` are due at its begin; fractions of a write are carried on. */
export function burstArrivals(ratePerSecond: number, everyMs: number, durationMs: number): Arrivals {
  return steadyArrivals(ratePerSecond, durationMs).map((atMs) => Math.floor(atMs / everyMs) * everyMs);
}

/**
 * A Poisson process whose rate grows evenly from one value to the other: unit exponential gaps, mapped through the inverse
 * of the cumulative rate (Çinlar 1975, section 4.7).
 */
export function rampArrivals(
  fromPerSecond: number,
  toPerSecond: number,
  durationMs: number,
  rng: Rng,
): Arrivals {
  const seconds = durationMs / 1000;
  const total = ((fromPerSecond + toPerSecond) / 2) * seconds;
  const growth = seconds > 0 ? (toPerSecond - fromPerSecond) / seconds : 0;
  const arrivals: number[] = [];
  for (let expected = unitGap(rng); expected < total; expected += unitGap(rng)) {
    // Of from × t + growth × t² / 2 = expected, in the form that holds without growth, too.
    const root = Math.sqrt(Math.max(0, fromPerSecond ** 2 + 2 * growth * expected));
    const atMs = (2_000 * expected) / (fromPerSecond + root);
    if (atMs < durationMs) arrivals.push(atMs);
  }
  return arrivals;
}

const unitGap = (rng: Rng): number => -Math.log(1 - rng.float());

/** `count` arrivals, one at a random moment of each of `count` slots of `slotMs`. */
export function slottedArrivals(count: number, slotMs: number, rng: Rng): Arrivals {
  return Array.from({ length: count }, (_, slot) => (slot + rng.float()) * slotMs);
}
