import type { Rng } from '../../../nodes/protocol/types.js';

/** Where a sequence splits into two that differ most. */
export interface Split {
  /** Index of the first value after the change. */
  readonly at: number;
  /** Q of Matteson and James 2014, equation 5, with α = 1. */
  readonly statistic: number;
}

/**
 * The split of values[from … to) with the largest divergence: n m / (n + m) × (2 E|X − Y| − E|X − X'| − E|Y − Y'|), where each side has at least
 * `minSize` values. Undefined where there are too few.
 */
export function bestSplit(values: readonly number[], minSize: number): Split | undefined {
  const n = values.length;
  if (n < 2 * minSize) return undefined;
  let [within, across, beyond] = [0, 0, sumOfPairs(values)];
  let best: Split | undefined;
  for (let at = 1; at <= n - minSize; at += 1) {
    // The value at − 1 goes over from the right side to the left.
    const moved = values[at - 1]!;
    let [toLeft, toRight] = [0, 0];
    for (let i = 0; i < at - 1; i += 1) toLeft += Math.abs(values[i]! - moved);
    for (let i = at; i < n; i += 1) toRight += Math.abs(values[i]! - moved);
    within += toLeft;
    beyond -= toRight;
    across += toRight - toLeft;
    if (at < minSize) continue;
    const statistic = divergence({ within, across, beyond }, at, n - at);
    if (best === undefined || statistic > best.statistic) best = { at, statistic };
  }
  return best;
}

interface Distances {
  readonly within: number;
  readonly across: number;
  readonly beyond: number;
}

/** Means over pairs, as in the unbiased form of the paper. */
function divergence({ within, across, beyond }: Distances, left: number, right: number): number {
  const pairs = (count: number): number => Math.max(1, (count * (count - 1)) / 2);
  const energy = (2 * across) / (left * right) - within / pairs(left) - beyond / pairs(right);
  return ((left * right) / (left + right)) * energy;
}

function sumOfPairs(values: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    for (let j = i + 1; j < values.length; j += 1) sum += Math.abs(values[i]! - values[j]!);
  }
  return sum;
}

export interface DivisiveSettings {
  /** Least number of values between two changes. */
  readonly minSize: number;
  /** Largest p at which a split is a change. */
  readonly level: number;
  readonly permutations: number;
  readonly rng: Rng;
}

/**
 * E-divisive (Matteson and James 2014, section 3; in continuous benchmarking Daly et al. 2020): splits where the divergence is largest, as long as
 * a permutation test finds it larger than chance makes it, then each part again. Answers the indices of the first values after each
 * change, ascending.
 */
export function changePoints(values: readonly number[], settings: DivisiveSettings): number[] {
  const split = bestSplit(values, settings.minSize);
  if (!split || !isSignificant(values, split, settings)) return [];
  const after = changePoints(values.slice(split.at), settings).map((at) => at + split.at);
  return [...changePoints(values.slice(0, split.at), settings), split.at, ...after];
}

/** p = (1 + permutations that divide at least as well) ÷ (1 + permutations); ends as soon as it can no longer be at or below the level. */
function isSignificant(values: readonly number[], { statistic }: Split, settings: DivisiveSettings): boolean {
  const { permutations, level, minSize, rng } = settings;
  const allowed = Math.floor(level * (permutations + 1)) - 1;
  const shuffled = [...values];
  let asGood = 0;
  for (let i = 0; i < permutations && asGood <= allowed; i += 1) {
    shuffle(shuffled, rng);
    if (bestSplit(shuffled, minSize)!.statistic >= statistic) asGood += 1;
  }
  return asGood <= allowed;
}

/** Fisher and Yates. */
function shuffle(values: number[], rng: Rng): void {
  for (let i = values.length - 1; i > 0; i -= 1) {
    const j = rng.below(i + 1);
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
}
