import type { NodeId } from '../../nodes/protocol/types.js';
import type { DirectedLink } from '../links/directed-link.js';

/** Evenly spread over the list, in its order; all of it where it is no longer than `count`. */
export function spreadOut<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]!);
}

/**
 * At most about `count` of the links, at least one for each direction between two sides: what holds for them is taken to
 * hold for the others, which are read back all the same.
 */
export function sampleAcross(
  links: readonly DirectedLink[],
  sides: readonly (readonly NodeId[])[],
  count: number,
): DirectedLink[] {
  const sideOf = new Map(sides.flatMap((side, index) => side.map((node) => [node, index] as const)));
  const groups = new Map<string, DirectedLink[]>();
  for (const link of links) {
    const key = `${sideOf.get(link.from)}>${sideOf.get(link.to)}`;
    groups.set(key, [...(groups.get(key) ?? []), link]);
  }
  const each = Math.max(1, Math.floor(count / groups.size));
  return [...groups.values()].flatMap((group) => spreadOut(group, each));
}
