import type { ExchangeId, NodeId, Outputs } from '../../types.js';
import type { Message } from '../../wire/messages.js';
import type { MembershipHost } from '../membership.js';
import type { Beliefs } from './beliefs.js';

interface Relay {
  readonly requester: NodeId;
  /** The requester's exchange, which stays open meanwhile. */
  readonly replyTo: ExchangeId;
  readonly dueMs: number;
}

/** A helper gives up after this share of the probe time-out, so that its nack is back before the requester's time is up. */
const waitShare = 0.8;
/** More pings for others at once are refused with a nack. */
const maxRelays = 256;

/** Pings that this node sends in others' stead. */
export class Relays {
  readonly #host: MembershipHost;
  readonly #beliefs: Beliefs;
  /** By this node's own exchange with the target; in order of time. */
  readonly #open = new Map<ExchangeId, Relay>();

  constructor(host: MembershipHost, beliefs: Beliefs) {
    this.#host = host;
    this.#beliefs = beliefs;
  }

  get dueMs(): number {
    for (const { dueMs } of this.#open.values()) return dueMs;
    return Number.POSITIVE_INFINITY;
  }

  request(
    requester: NodeId,
    replyTo: ExchangeId,
    target: NodeId,
    nowMs: number,
    outputs: Outputs<Message>,
  ): void {
    const relay = { requester, replyTo, dueMs: nowMs + waitShare * this.#host.activeConfig.probeTimeoutMs };
    // Of an unknown target it has no address, perhaps.
    if (this.#open.size >= maxRelays || !this.#beliefs.members.isActive(target)) {
      this.#answer(relay, 'nack', outputs);
      return;
    }
    const exchange = this.#host.beginExchange();
    this.#open.set(exchange, relay);
    outputs.send(target, exchange, { kind: 'ping', statements: this.#beliefs.statementsFor(target) }, true);
  }

  onAck(exchange: ExchangeId, outputs: Outputs<Message>): void {
    this.#close(exchange, 'ack', outputs);
  }

  onExchangeFailed(exchange: ExchangeId, outputs: Outputs<Message>): void {
    this.#close(exchange, 'nack', outputs);
  }

  onDue(nowMs: number, outputs: Outputs<Message>): void {
    for (const [exchange, { dueMs }] of this.#open) {
      if (dueMs > nowMs) return;
      this.#close(exchange, 'nack', outputs);
    }
  }

  #close(exchange: ExchangeId, kind: 'ack' | 'nack', outputs: Outputs<Message>): void {
    const relay = this.#open.get(exchange);
    if (relay === undefined) return;
    this.#open.delete(exchange);
    this.#answer(relay, kind, outputs);
  }

  #answer({ requester, replyTo }: Relay, kind: 'ack' | 'nack', outputs: Outputs<Message>): void {
    outputs.send(requester, replyTo, { kind, statements: this.#beliefs.statementsFor(requester) }, false);
  }
}
