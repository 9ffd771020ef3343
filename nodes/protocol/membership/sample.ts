import type { NodeId, Rng } from '../types.js';

/**
 * Up to `count` distinct elements of `candidates` without `self`, uniformly at random. Copies them only where they are not
 * many more than the sample, so that a roster of a million nodes can be shared.
 */
export function sampleDistinct(
  candidates: readonly NodeId[],
  count: number,
  self: NodeId,
  rng: Rng,
): NodeId[] {
  return candidates.length > 2 * count + 1
    ? sampleByRejection(candidates, count, self, rng)
    : sampleByShuffle(candidates, count, self, rng);
}

function sampleByRejection(candidates: readonly NodeId[], count: number, self: NodeId, rng: Rng): NodeId[] {
  const sample = new Array<NodeId>(count);
  // More than half of the candidates is still eligible, so each draw succeeds with probability above one half.
  for (let i = 0; i < count; ) {
    const candidate = candidates[rng.below(candidates.length)]!;
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
function sampleByShuffle(candidates: readonly NodeId[], count: number, self: NodeId, rng: Rng): NodeId[] {
  const others = candidates.filter((id) => id !== self);
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
