import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Rng } from './types.js';

/** xoroshiro128+ gives seed-like first outputs for a seed of 32 bits; after so many steps its state is mixed. */
const discarded = 20;

class XoroshiroRng implements Rng {
  readonly #generator: RandomGenerator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
    for (let i = 0; i < discarded; i++) this.#generator.next();
  }

  uint32(): number {
    return this.#generator.next() >>> 0;
  }

  below(bound: number): number {
    return uniformInt(this.#generator, 0, bound - 1);
  }

  float(): number {
    return this.uint32() / 0x1_0000_0000;
  }
}

/** The same seed (its low 32 bits) gives the same stream, on every machine. */
export function createRng(seed: number): Rng {
  return new XoroshiroRng(seed);
}
