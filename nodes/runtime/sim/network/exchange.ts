import type { ExchangeId, NodeId } from '../../../protocol/types.js';

/** One life of a node, by its name. */
export interface LifeName {
  readonly node: NodeId;
  readonly incarnation: number;
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
  initiator: NodeId = 0;
  initiatorLife = 0;
  initiatorId: ExchangeId = 0;
  to: NodeId = 0;
  /** Which life of the responder accepted it; 0 until the first message arrives. */
  responderLife = 0;
  responderId: ExchangeId = 0;
  /** The initiator waits for an answer, until `deadlineMs`. */
  awaiting = false;
  deadlineMs = 0;
  /** Since its last message arrived, the responder has said what it had to say. */
  answered = false;
  /** The initiator is through with it: it takes no more answers. */
  closed = false;
  /** Its initiator was told that it failed, which happens once. */
  failed = false;
  /** When the last message of either direction arrives: the next one of that direction does not overtake it. */
  lastRequestMs = 0;
  lastAnswerMs = 0;
  /** What toxics made of either direction; undefined until the first message comes upon them. */
  requests: Stream | undefined = undefined;
  answers: Stream | undefined = undefined;
  /** Its neighbours in the list of those that are waited for. */
  before: Exchange | undefined = undefined;
  after: Exchange | undefined = undefined;
  /** It is in that list; its place among events of the same moment. */
  isListed = false;
  timeoutOrder = 0;
  /** Of its messages, and of what else happens to it, so many are still to come. */
  underWay = 0;

  /** It begins; whatever it was before. */
  begin(initiator: NodeId, initiatorLife: number, initiatorId: ExchangeId, to: NodeId): void {
    this.responderLife = 0;
    this.responderId = 0;
    this.awaiting = false;
    this.answered = false;
    this.closed = false;
    this.failed = false;
    this.lastRequestMs = 0;
    this.lastAnswerMs = 0;
    this.requests = undefined;
    this.answers = undefined;
    this.initiator = initiator;
    this.initiatorLife = initiatorLife;
    this.initiatorId = initiatorId;
    this.to = to;
  }
}
