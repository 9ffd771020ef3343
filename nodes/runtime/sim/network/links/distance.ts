import type { NodeId } from '../../../../protocol/types.js';

/** What a message from one node to another takes at least, since their places are apart, ms; latency comes on top. */
export interface Distance {
  ms(from: NodeId, to: NodeId): number;
}
