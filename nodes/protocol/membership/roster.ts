import type { NodeId } from '../types.js';

/** Rosters as sets, one for all nodes that share a roster. */
const rosters = new WeakMap<readonly NodeId[], ReadonlySet<NodeId>>();

export function rosterOf(peers: readonly NodeId[]): ReadonlySet<NodeId> {
  const known = rosters.get(peers) ?? new Set(peers);
  rosters.set(peers, known);
  return known;
}

const counted = new WeakMap<readonly NodeId[], boolean>();

/** Whether the roster is 0, 1, 2 and so on. */
export function isCounted(peers: readonly NodeId[]): boolean {
  const known = counted.get(peers) ?? peers.every((id, place) => id === place);
  counted.set(peers, known);
  return known;
}
