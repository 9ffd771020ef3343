import { createRng } from '../../../../../protocol/rng.js';
import type { Rng } from '../../../../../protocol/types.js';

/** So many draws from one seeded generator. */
export function draws<T>(draw: (rng: Rng) => T, count = 50_000, seed = 7): T[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => draw(rng));
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export function deviation(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)));
}

export const share = (hits: readonly boolean[]): number => hits.filter(Boolean).length / hits.length;
