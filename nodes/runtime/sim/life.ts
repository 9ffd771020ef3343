import type { GossipNode } from '../../protocol/gossip-node.js';
import type { Message } from '../../protocol/messages.js';
import { SmallMap } from '../../protocol/small-map.js';
import type { ExchangeId, NodeId, Outputs, ProtocolEvent, TimerToken } from '../../protocol/types.js';
import type { Exchange, ExchangeEnd } from './exchange.js';

/** What a life's outputs go to. */
export interface LifeHost {
  send(life: Life, to: NodeId, exchange: ExchangeId, message: Message, expectReply: boolean): void;
  setTimer(life: Life, token: TimerToken, delayMs: number): void;
  tell(life: Life, event: ProtocolEvent): void;
}

/** One incarnation of a simulated node, from its start to its crash. */
export class Life implements ExchangeEnd, Outputs<Message> {
  readonly node: GossipNode;
  readonly #host: LifeHost;
  /** Made with the first exchange: a million idle nodes have none. */
  #exchanges: SmallMap<ExchangeId, Exchange> | undefined;
  #accepted = 0;

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

  exchange(id: ExchangeId): Exchange | undefined {
    return this.#exchanges?.get(id);
  }

  /** The exchanges that others began with this life and that are open. */
  *acceptedExchanges(): IterableIterator<Exchange> {
    for (const exchange of this.#exchanges?.values() ?? []) if (exchange.responder === this) yield exchange;
  }

  begin(exchange: Exchange): void {
    this.#exchanges ??= new SmallMap();
    this.#exchanges.set(exchange.initiatorId, exchange);
  }

  accept(exchange: Exchange): ExchangeId {
    this.#accepted += 1;
    const id = -this.#accepted;
    if (!exchange.closed) {
      this.#exchanges ??= new SmallMap();
      this.#exchanges.set(id, exchange);
    }
    return id;
  }

  forget(id: ExchangeId): void {
    this.#exchanges?.delete(id);
  }
}
