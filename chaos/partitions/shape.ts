import type { NodeId, Rng } from '../../nodes/protocol/types.js';
import type { LinkSet } from '../links/link-set.js';

/** What a shape makes of a set of nodes. */
export interface Partition {
  /** The nodes by side; a node that belongs to no side (a bridge) or to all (a ring) is in none. */
  readonly sides: readonly (readonly NodeId[])[];
  readonly cut: LinkSet;
}

/** One named shape: pure, from node ids to the links it cuts. */
export interface PartitionShape<P> {
  /** True where no path is left from one side to another: then no update may cross while it holds. */
  readonly separates: boolean;
  /** Fewer nodes than this cannot be divided so. */
  minNodes(parameters: P): number;
  divide(nodes: readonly NodeId[], parameters: P, rng: Rng): Partition;
}

export const ascending = (nodes: readonly NodeId[]): NodeId[] => nodes.toSorted((a, b) => a - b);
