import type { NodeId } from '../../../protocol/types.js';
import type { Message } from '../../../protocol/wire/messages.js';
import type { Traffic } from '../storage/traffic.js';
import type { Exchange } from './exchange.js';
import type { LinkStates } from './links/link-states.js';
import type { PassageContext } from './passage.js';

export interface WireContext extends PassageContext {
  /** What toxics do to links, besides. */
  readonly states: LinkStates;
  readonly traffic: Traffic;
  readonly carry: (from: NodeId, message: Message) => Message;
}

/** What lies between two nodes: loses, delays and doubles the messages of exchanges, as the links and the toxics on them do. */
export interface Wire {
  transmit(exchange: Exchange, kind: 'request' | 'answer', message: Message): void;
  /** The initiator is to hear that nobody is there, or there any longer; by datagrams nobody hears that. */
  refuse(exchange: Exchange): void;
}
