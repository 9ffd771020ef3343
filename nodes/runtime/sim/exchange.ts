import type { GossipNode } from '../../protocol/gossip-node.js';
import type { ExchangeId, NodeId } from '../../protocol/types.js';

/** One life of a node, as far as exchanges know it. */
export interface ExchangeEnd {
  readonly node: GossipNode;
  /** The open exchange of this name: positive where this node began it, negative where it accepted it. */
  exchange(id: ExchangeId): Exchange | undefined;
  begin(exchange: Exchange): void;
  /** Names an accepted exchange; it is kept for answers unless its initiator is through with it. */
  accept(exchange: Exchange): ExchangeId;
  forget(id: ExchangeId): void;
}

/** One direction of an exchange, as toxics see it. */
export interface Stream {
  /** Whatever is sent vanishes. */
  readonly isLost: boolean;
  /** The connection breaks off then; infinite where it does not. */
  readonly breaksAtMs: number;
  bytes: number;
}

/** One conversation of two nodes, as one connection of the real host: it ends with the life of either end. */
export class Exchange {
  readonly initiator: ExchangeEnd;
  readonly initiatorId: ExchangeId;
  readonly to: NodeId;
  /** Who accepted it; undefined until the first message arrives. */
  responder: ExchangeEnd | undefined;
  responderId: ExchangeId = 0;
  /** The initiator waits for an answer, until `deadlineMs`. */
  awaiting = false;
  deadlineMs = 0;
  /** A time-out is in the queue; there is at most one. */
  timed = false;
  /** The initiator is through with it: it takes no more answers. */
  closed = false;
  /** Its initiator was told that it failed, which happens once. */
  failed = false;
  /** When the last message of either direction arrives: the next one of that direction does not overtake it. */
  lastRequestMs = 0;
  lastAnswerMs = 0;
  /** What toxics made of either direction; undefined until the first message comes upon them. */
  requests: Stream | undefined;
  answers: Stream | undefined;

  constructor(initiator: ExchangeEnd, initiatorId: ExchangeId, to: NodeId) {
    this.initiator = initiator;
    this.initiatorId = initiatorId;
    this.to = to;
  }

  /** Binds it to the life that its first message reached. */
  accept(responder: ExchangeEnd): void {
    this.responder = responder;
    this.responderId = responder.accept(this);
  }

  /** Ends it for both. What is still under way to the responder arrives, and can no longer be answered. */
  close(): void {
    this.closed = true;
    this.awaiting = false;
    this.initiator.forget(this.initiatorId);
    this.responder?.forget(this.responderId);
  }
}
