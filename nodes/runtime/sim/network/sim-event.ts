import type { ProtocolConfig } from '../../../protocol/node/config.js';
import type { Input } from '../../../protocol/types.js';
import type { Message } from '../../../protocol/wire/messages.js';
import type { TimerEvent } from '../queue/event-queue.js';
import type { Exchange, Incarnation } from './exchange.js';

/** A message arrives: at the responder, or as an answer at the initiator. `bytes` with framing. */
export interface Arrival {
  readonly kind: 'request' | 'answer';
  readonly exchange: Exchange;
  readonly message: Message;
  readonly bytes: number;
}

/** What waits in the queue for its moment, timers apart. */
export type QueuedEvent =
  /** From outside, to a node that was paused when it came. */
  | { readonly kind: 'input'; readonly of: Incarnation; readonly input: Input<Message, ProtocolConfig> }
  | Arrival
  /** A node that takes time for messages has processed one that arrived in this incarnation of it. */
  | { readonly kind: 'processed'; readonly of: Incarnation; readonly arrival: Arrival }
  /** Word that nobody listens, or listens any longer, arrives at the initiator. */
  | { readonly kind: 'refusal'; readonly exchange: Exchange }
  /** The initiator's time to wait for an answer is over. */
  | { readonly kind: 'timeout'; readonly exchange: Exchange }
  | { readonly kind: 'call'; readonly run: () => void };

export type SimEvent = QueuedEvent | TimerEvent;
