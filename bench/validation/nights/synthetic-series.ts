import { createRng } from '../../../nodes/protocol/rng.js';
import type { Rng } from '../../../nodes/protocol/types.js';

/** How the figures of a synthetic history scatter, as shares of their level. */
export interface Noise {
  readonly name: string;
  /** Standard deviation from night to night, the same for all runs of a night. */
  readonly betweenNights: number;
  /** Standard deviation from run to run. */
  readonly betweenRuns: number;
}

/** Draws the runs of one night after the other. */
export class SyntheticSeries {
  readonly #rng: Rng;
  readonly #noise: Noise;

  constructor(seed: number, noise: Noise) {
    this.#rng = createRng(seed);
    this.#noise = noise;
  }

  /** A night at a level; the answer draws its runs, in the night and again for a confirmation. */
  night(level: number): (runs: number) => number[] {
    const ofNight = level * Math.exp(this.#noise.betweenNights * this.#normal());
    return (runs) =>
      Array.from({ length: runs }, () => ofNight * Math.exp(this.#noise.betweenRuns * this.#normal()));
  }

  /** Box and Muller 1958. */
  #normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#rng.float()));
    return radius * Math.cos(2 * Math.PI * this.#rng.float());
  }
}
