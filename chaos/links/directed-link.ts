import type { NodeId } from '../../nodes/protocol/types.js';

/** One directed link i → j. */
export interface DirectedLink {
  readonly from: NodeId;
  readonly to: NodeId;
}
