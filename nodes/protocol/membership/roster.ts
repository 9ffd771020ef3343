import type { NodeId } from '../types.js';

/** Rosters as sets, one for all nodes that share a roster. */
const rosters = new WeakMap<readonly NodeId[], ReadonlySet<NodeId>>();

export function rosterOf(peers: readonly NodeId[]): ReadonlySet<NodeId> {
  const known = rosters.get(peers) ?? new Set(peers);
  rosters.set(peers, known);
  return known;
}
