import type { NodeId, Outputs } from '../types.js';
import type { Message } from '../wire/messages.js';
import type { GossipCore } from './gossip-core.js';

/** How one mode spreads updates: what a node does with each of the peers that a round picks. */
export interface Dissemination {
  /** The peer answers each contact, so that it is known to be alive. */
  readonly answered: boolean;
  /** Peers that this round contacts; absent: the fanout. */
  contacts?(core: GossipCore): number;
  /** Nothing is to be done in a round, nor in any later one until something new arrives. */
  isIdle?(core: GossipCore): boolean;
  /** The contacts of a round are spread over its interval: each compares what is held, and what the one before brought is not brought again. */
  spreads?(core: GossipCore): boolean;
  contact(core: GossipCore, peer: NodeId, outputs: Outputs<Message>): void;
}
