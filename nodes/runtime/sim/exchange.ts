import type { ExchangeId, NodeId } from '../../protocol/types.js';
import type { Life } from './life.js';

/** One conversation of two nodes, as one connection of the real host: it ends with the life of either end. */
export class Exchange {
  readonly initiator: Life;
  readonly initiatorId: ExchangeId;
  readonly to: NodeId;
  /** Who accepted it; undefined until the first message arrives. */
  responder: Life | undefined;
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

  constructor(initiator: Life, initiatorId: ExchangeId, to: NodeId) {
    this.initiator = initiator;
    this.initiatorId = initiatorId;
    this.to = to;
  }

  /** Binds it to the life that its first message reached. */
  accept(responder: Life): void {
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
