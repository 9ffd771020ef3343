import type { GossipNode } from '../../protocol/gossip-node.js';
import type { Message } from '../../protocol/messages.js';
import { SmallMap } from '../../protocol/small-map.js';
import type { ExchangeId, NodeId, Outputs, ProtocolEvent, TimerToken } from '../../protocol/types.js';
import type { Exchange } from './exchange.js';

/** What a life's outputs go to. */
export interface LifeHost {
  send(life: Life, to: NodeId, exchange: ExchangeId, message: Message, expectReply: boolean): void;
  setTimer(life: Life, token: TimerToken, delayMs: number): void;
  tell(life: Life, event: ProtocolEvent): void;
}

/** One incarnation of a simulated node, from its start to its crash, with the exchanges that it began and that are open. */
export class Life implements Outputs<Message> {
  readonly node: GossipNode;
  readonly #host: LifeHost;
  readonly #own = new SmallMap<ExchangeId, Exchange>();

  constructor(node: GossipNode, host: LifeHost) {
    this.node = node;
    this.#host = host;
  }

  get hasOpenExchanges(): boolean {
    return this.#own.size > 0;
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

  exchange(id: ExchangeId): Exchange | undefined {
    return this.#own.get(id);
  }

  begin(exchange: Exchange): void {
    this.#own.set(exchange.initiatorId, exchange);
  }

  forget(id: ExchangeId): void {
    this.#own.delete(id);
  }
}
