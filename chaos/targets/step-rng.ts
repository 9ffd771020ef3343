import { createRng } from '../../nodes/protocol/rng.js';
import type { Rng } from '../../nodes/protocol/types.js';

/**
 * A generator of its own for every drawing of a scenario, named by labels (step, repetition): a step that is added or
 * taken out does not change what the others draw. The labels are mixed in by FNV-1a (Fowler, Noll, Vo; 32 bits).
 */
export function rngFor(seed: number, ...labels: readonly (string | number)[]): Rng {
  let hash = 0x811c9dc5;
  for (const char of [seed, ...labels].join('/')) {
    hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  }
  return createRng(hash >>> 0);
}

/** Fisher-Yates; the given list stays as it is. */
export function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
