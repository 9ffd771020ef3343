import { rngFor } from '../../chaos/targets/step-rng.js';

/** 2³² ÷ golden ratio: odd, so that the seeds of all repetitions differ (a Weyl sequence). */
const seedStep = 0x9e37_79b9n;

/** A seed of its own for a sample that is named by labels (night, part, repetition): equal labels give equal seeds. */
export const sampleSeed = (seed: number, ...labels: readonly (string | number)[]): number =>
  rngFor(seed, 'sample', ...labels).uint32();

/** The seed of a repetition; the first has the spec's own, so that any of them can be run again alone. */
export const repetitionSeed = (seed: number, index: number): number =>
  Number((BigInt(seed) + BigInt(index) * seedStep) % 2n ** 32n);
