import type { NodeId, Rng } from '../../../../protocol/types.js';

/** Whether a message from one node to another is lost; asked once a message, in order of sending. */
export interface Loss {
  loses(from: NodeId, to: NodeId, rng: Rng): boolean;
}
