import type { ExchangeId, NodeId } from '../../../protocol/types.js';

/** One incarnation of a node, by its name. */
export interface Incarnation {
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

/** One conversation of two nodes, as one connection of the real host: it ends with the incarnation of either end. */
export class Exchange {
  readonly initiator: NodeId;
  readonly initiatorIncarnation: number;
  readonly initiatorId: ExchangeId;
  readonly to: NodeId;
  /** Which incarnation of the responder accepted it; 0 until the first message arrives. */
  responderIncarnation = 0;
  responderId: ExchangeId = 0;
  /** The initiator waits for an answer, until `deadlineMs`. */
  awaiting = false;
  deadlineMs = 0;
  /** Since its last message arrived, the responder has answered all that it had to. */
  answered = false;
  /** The initiator has ended it, and takes no more answers. */
  closed = false;
  /** Its initiator has heard that it failed, which happens once. */
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

  constructor(initiator: NodeId, initiatorIncarnation: number, initiatorId: ExchangeId, to: NodeId) {
    this.initiator = initiator;
    this.initiatorIncarnation = initiatorIncarnation;
    this.initiatorId = initiatorId;
    this.to = to;
  }
}
