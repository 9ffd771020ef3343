import type { Rng } from '../../nodes/protocol/types.js';
import type { Workload } from './workload.js';

/** What the next write is to: a key to write, or one to delete. */
export interface KeyChooser {
  written(): string;
  /** Undefined where no key was written yet. */
  deleted(): string | undefined;
}

export function keyChooser({ keys, keyCount, zipfExponent }: Workload, rng: Rng): KeyChooser {
  if (keys === 'distinct') return new DistinctKeys(rng);
  const rank = keys === 'zipf' ? zipfRank(keyCount, zipfExponent, rng) : () => rng.below(keyCount);
  const choose = (): string => `k${rank() + 1}`;
  return { written: choose, deleted: choose };
}

/** `k1`, `k2`, …: each write a new one; any of them may be deleted, however often. */
class DistinctKeys implements KeyChooser {
  readonly #rng: Rng;
  #written = 0;

  constructor(rng: Rng) {
    this.#rng = rng;
  }

  written(): string {
    this.#written += 1;
    return `k${this.#written}`;
  }

  deleted(): string | undefined {
    return this.#written === 0 ? undefined : `k${1 + this.#rng.below(this.#written)}`;
  }
}

/** Draws ranks from 0 by Zipf's law, exactly: the place of a uniform draw among the summed weights. */
function zipfRank(count: number, exponent: number, rng: Rng): () => number {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank += 1) {
    sum += (rank + 1) ** -exponent;
    sums[rank] = sum;
  }
  return () => firstAbove(sums, rng.float() * sum);
}

/** Index of the first of ascending `sums` that is greater than `value`, which the last one is. */
function firstAbove(sums: Float64Array, value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
