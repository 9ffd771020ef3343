import type { NodeId, Rng } from '../types.js';

/**
 * Up to `count` distinct elements of `pool` without `self`, uniformly at random. Copies the pool only where it is not
 * much larger than the sample, so that a roster of a million nodes can be shared.
 *
 * @param isCounted the pool is 0, 1, 2 and so on; a large one is not looked at then, which would be a wait for the memory each time.
 */
export function sampleDistinct(
  pool: readonly NodeId[],
  count: number,
  self: NodeId,
  rng: Rng,
  isCounted = false,
): NodeId[] {
  return pool.length > 2 * count + 1
    ? sampleByRejection(pool, count, self, rng, isCounted)
    : sampleByShuffle(pool, count, self, rng);
}

function sampleByRejection(
  pool: readonly NodeId[],
  count: number,
  self: NodeId,
  rng: Rng,
  isCounted: boolean,
): NodeId[] {
  // Of its final length at once: one that grows has room for many more.
  const sample = new Array<NodeId>(count);
  // More than half of the pool is still eligible, so each draw succeeds with probability above one half.
  for (let i = 0; i < count; ) {
    const drawn = rng.below(pool.length);
    const candidate = isCounted ? drawn : pool[drawn]!;
    if (candidate === self || isAmong(sample, i, candidate)) continue;
    sample[i] = candidate;
    i++;
  }
  return sample;
}

/** Whether it is one of the first `count`. */
function isAmong(sample: readonly NodeId[], count: number, candidate: NodeId): boolean {
  for (let i = 0; i < count; i++) if (sample[i] === candidate) return true;
  return false;
}

/** The first steps of a Fisher-Yates shuffle. */
function sampleByShuffle(pool: readonly NodeId[], count: number, self: NodeId, rng: Rng): NodeId[] {
  const others = pool.filter((id) => id !== self);
  const size = Math.min(count, others.length);
  for (let i = 0; i < size; i++) {
    const j = i + rng.below(others.length - i);
    const drawn = others[j]!;
    others[j] = others[i]!;
    others[i] = drawn;
  }
  others.length = size;
  return others;
}
