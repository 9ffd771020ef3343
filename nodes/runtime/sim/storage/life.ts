import type { GossipNode } from '../../../protocol/node/gossip-node.js';
import type { ExchangeId, NodeId, Outputs, ProtocolEvent, TimerToken } from '../../../protocol/types.js';
import type { Message } from '../../../protocol/wire/messages.js';

/** What a life's outputs go to. */
export interface LifeHost {
  send(life: Life, to: NodeId, exchange: ExchangeId, message: Message, expectReply: boolean): void;
  setTimer(life: Life, token: TimerToken, delayMs: number): void;
  tell(life: Life, event: ProtocolEvent): void;
}

/** One incarnation of a simulated node, from its start to its crash. */
export class Life implements Outputs<Message> {
  readonly node: GossipNode;
  readonly #host: LifeHost;

  constructor(node: GossipNode, host: LifeHost) {
    this.node = node;
    this.#host = host;
  }

  send(to: NodeId, exchange: ExchangeId, message: Message, expectReply: boolean): void {
    this.#host.send(this, to, exchange, message, expectReply);
  }

  setTimer(token: TimerToken, delayMs: number): void {
    this.#host.setTimer(this, token, delayMs);
  }

  event(event: ProtocolEvent): void {
    this.#host.tell(this, event);
  }
}
