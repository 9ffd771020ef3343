import type { GossipCore } from '../gossip-core.js';
import type { Message } from '../messages.js';
import type { NodeId, Outputs } from '../types.js';

/** How one mode spreads updates: what a node does with each of the peers that a round picks. */
export interface Dissemination {
  /** The peer answers each contact, so that it is known to be alive. */
  readonly answered: boolean;
  /** Peers that this round contacts; absent: the fanout. */
  contacts?(core: GossipCore): number;
  /** Nothing is to be done in a round, nor in any later one until something new arrives. */
  rests?(core: GossipCore): boolean;
  contact(core: GossipCore, peer: NodeId, outputs: Outputs<Message>): void;
}
