import type { Version } from '../types.js';

/**
 * Negative where `a` loses to `b`, positive where it wins, 0 only for the same write. Lamport clock first, so that a write
 * made in knowledge of another wins over it; origin, incarnation and seq break the tie of concurrent ones. Being a total
 * order, it makes the merge (the maximum per key) commutative, associative and idempotent.
 */
export function compareVersions(a: Version, b: Version): number {
  return a.clock - b.clock || a.origin - b.origin || a.incarnation - b.incarnation || a.seq - b.seq;
}

export function isSameVersion(a: Version, b: Version): boolean {
  return a === b || compareVersions(a, b) === 0;
}
