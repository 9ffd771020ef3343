/** 2³² ÷ golden ratio: odd, so that the seeds of all repetitions differ (a Weyl sequence). */
const seedStep = 0x9e37_79b9n;

/** The seed of a repetition; the first has the spec's own, so that any of them can be run again alone. */
export const repetitionSeed = (seed: number, index: number): number =>
  Number((BigInt(seed) + BigInt(index) * seedStep) % 2n ** 32n);
