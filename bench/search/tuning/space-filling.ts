import type { Rng } from '../../../nodes/protocol/types.js';
import { keyOf, type Setting, type Space, sizeOf } from './space.js';

const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53] as const;

/** The radical inverse: the digits of `index` in the base, mirrored at the point (Halton 1960). */
function radicalInverse(index: number, base: number): number {
  let [rest, unit, sum] = [index, 1 / base, 0];
  while (rest > 0) {
    sum += (rest % base) * unit;
    rest = Math.floor(rest / base);
    unit /= base;
  }
  return sum;
}

/**
 * Settings that fill the space evenly: the sequence of Halton 1960, shifted at random modulo 1 (Cranley and Patterson 1976), without those that
 * the space does not admit or that came before. Fewer than `count` where there are no more.
 */
export function spaceFilling(space: Space, count: number, rng: Rng): Setting[] {
  const shifts = space.parameters.map(() => rng.float());
  const found = new Map<string, Setting>();
  // Of a small space every setting comes up sooner or later; a large one is never exhausted.
  const most = 50 * Math.max(count, Math.min(sizeOf(space), 1_000));
  for (let index = 1; found.size < count && index <= most; index += 1) {
    const setting = space.parameters.map(({ levels }, i) =>
      Math.floor(((radicalInverse(index, primes[i % primes.length]!) + shifts[i]!) % 1) * levels.length),
    );
    if (!found.has(keyOf(setting)) && space.admits(setting)) found.set(keyOf(setting), setting);
  }
  return [...found.values()];
}
