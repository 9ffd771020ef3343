import type { ProtocolConfig } from '../../../protocol/node/config.js';
import type { ExchangeId, Input, NodeId } from '../../../protocol/types.js';
import type { Message } from '../../../protocol/wire/messages.js';
import { ConnectionWire } from './connection-wire.js';
import { DatagramWire } from './datagram-wire.js';
import { Exchange } from './exchange.js';
import type { QueuedEvent } from './sim-event.js';
import type { Timeouts } from './timeouts.js';
import type { Wire, WireContext } from './wire.js';

export interface TransportContext extends WireContext {
  readonly sent: (from: NodeId, to: NodeId, message: Message, opening: boolean) => void;
  readonly timeouts: Timeouts;
  /** A place for a time-out among events of the same moment, behind all that are there. */
  readonly takeOrder: () => number;
  /** The present one of a node; 0 while it is down. */
  readonly incarnationOf: (node: NodeId) => number;
  /** Lets a node take a step, unless that incarnation is over. */
  readonly step: (node: NodeId, incarnation: number, input: Input<Message, ProtocolConfig>) => void;
}

/** Keeps the exchanges, hands their messages to both ends, and reports to an initiator when one fails: the part of the real host's sockets. */
export class Transport {
  readonly #context: TransportContext;
  readonly #wire: Wire;
  /** Exchanges that were accepted and are still to be answered, by the responder's name for them. */
  readonly #unanswered = new Map<ExchangeId, Exchange>();
  #accepted = 0;
  /** Of no meaning: it keeps the prefetching from being left out. */
  #prefetched = 0;
  /** The exchange whose message is being taken in, by its responder or its initiator. */
  #present: Exchange | undefined;
  /** Exchanges that were begun in this step. */
  readonly #begun: Exchange[] = [];

  constructor(
    context: TransportContext,
    { transport, maxDatagramBytes }: Pick<ProtocolConfig, 'transport' | 'maxDatagramBytes'>,
  ) {
    this.#context = context;
    this.#wire =
      transport === 'udp' ? new DatagramWire(context, maxDatagramBytes) : new ConnectionWire(context);
  }

  /** A node begins a step. What it sends in it goes on exchanges that it begins in it, or on the one of which a message is taken in. */
  beginStep(): void {
    if (this.#begun.length > 0) this.#begun.length = 0;
  }

  /** Has what is known of an event that comes soon brought into the processor's cache. */
  prefetch(event: QueuedEvent): void {
    if (event.kind !== 'request' && event.kind !== 'answer') return;
    const { exchange, message } = event;
    this.#prefetched += exchange.lastAnswerMs + exchange.timeoutOrder + message.kind.length;
  }

  /** Something of an exchange is due. */
  take(event: Extract<QueuedEvent, { exchange: Exchange }>): void {
    switch (event.kind) {
      case 'request':
        this.#arrive(event.exchange, event.message, event.bytes);
        break;
      case 'answer':
        this.#answered(event.exchange, event.message, event.bytes);
        break;
      case 'refusal':
        this.#refused(event.exchange);
        break;
      case 'timeout':
        this.#timeOut(event.exchange);
        break;
    }
  }

  /** @param timeoutMs how long the sender waits for an answer to a request. */
  send(
    from: NodeId,
    timeoutMs: number,
    to: NodeId,
    id: ExchangeId,
    message: Message,
    expectReply: boolean,
  ): void {
    if (id > 0) this.#sendRequest(from, timeoutMs, to, id, message, expectReply);
    else this.#sendAnswer(from, to, id, message, expectReply);
  }

  /** An incarnation is over: those who wait for its answers hear that the connection is gone. */
  end(node: NodeId, incarnation: number): void {
    const { timeouts } = this.#context;
    const accepted = [...timeouts].filter(
      ({ to, responderIncarnation }) => to === node && responderIncarnation === incarnation,
    );
    for (const exchange of accepted) this.#wire.refuse(exchange);
  }

  /** The initiator is to hear that nobody is there, or there any longer. */
  refuse(exchange: Exchange): void {
    this.#wire.refuse(exchange);
  }

  #sendRequest(
    from: NodeId,
    timeoutMs: number,
    to: NodeId,
    id: ExchangeId,
    message: Message,
    expectReply: boolean,
  ): void {
    const known = this.#ownExchange(from, id);
    const exchange = known ?? this.#begin(from, id, to);
    this.#context.sent(from, to, message, known === undefined);
    if (expectReply) this.#await(exchange, timeoutMs);
    else this.#close(exchange);
    this.#wire.transmit(exchange, 'request', message);
  }

  #ownExchange(node: NodeId, id: ExchangeId): Exchange | undefined {
    const present = this.#present;
    if (present?.initiatorId === id && present.initiator === node) return present;
    for (const exchange of this.#begun) if (exchange.initiatorId === id) return exchange;
    return undefined;
  }

  #begin(from: NodeId, id: ExchangeId, to: NodeId): Exchange {
    const exchange = new Exchange(from, this.#context.incarnationOf(from), id, to);
    this.#begun.push(exchange);
    return exchange;
  }

  #sendAnswer(from: NodeId, to: NodeId, id: ExchangeId, message: Message, expectReply: boolean): void {
    const present = this.#present;
    const exchange = present?.responderId === id ? present : this.#unanswered.get(id);
    // An answer that comes too late: its initiator has hung up.
    if (exchange === undefined || exchange.closed) return;
    this.#context.sent(from, to, message, false);
    exchange.answered = !expectReply;
    if (exchange.answered && exchange !== present) this.#unanswered.delete(id);
    this.#wire.transmit(exchange, 'answer', message);
  }

  #await(exchange: Exchange, timeoutMs: number): void {
    const { nowMs, timeouts, takeOrder } = this.#context;
    exchange.awaiting = true;
    exchange.deadlineMs = nowMs() + timeoutMs;
    timeouts.put(exchange, takeOrder());
  }

  /** Ends it for both. What is still under way to the responder arrives, and can no longer be answered. */
  #close(exchange: Exchange): void {
    exchange.closed = true;
    exchange.awaiting = false;
    this.#context.timeouts.remove(exchange);
    if (this.#unanswered.size > 0) this.#unanswered.delete(exchange.responderId);
  }

  #arrive(exchange: Exchange, message: Message, bytes: number): void {
    const { incarnationOf, traffic, step } = this.#context;
    const { to } = exchange;
    const present = incarnationOf(to);
    if (present > 0 && exchange.responderIncarnation === 0) this.#accept(exchange, present);
    if (present === 0 || exchange.responderIncarnation !== present) {
      this.#wire.refuse(exchange);
      return;
    }
    traffic.received(to, bytes);
    exchange.answered = false;
    this.#present = exchange;
    const { initiator: from, responderId } = exchange;
    step(to, present, { kind: 'message', from, exchange: responderId, message });
    this.#present = undefined;
    if (!exchange.closed && !exchange.answered) this.#unanswered.set(exchange.responderId, exchange);
  }

  /** Binds it to the incarnation that its first message reached. */
  #accept(exchange: Exchange, incarnation: number): void {
    this.#accepted += 1;
    exchange.responderIncarnation = incarnation;
    exchange.responderId = -this.#accepted;
  }

  /** An answer that nobody waits for is dropped. */
  #answered(exchange: Exchange, message: Message, bytes: number): void {
    const { initiator, initiatorIncarnation, initiatorId, to } = exchange;
    const { incarnationOf, traffic, step } = this.#context;
    if (!exchange.awaiting || incarnationOf(initiator) !== initiatorIncarnation) return;
    exchange.awaiting = false;
    traffic.received(initiator, bytes);
    this.#present = exchange;
    step(initiator, initiatorIncarnation, { kind: 'message', from: to, exchange: initiatorId, message });
    this.#present = undefined;
    if (!exchange.awaiting && !exchange.closed) this.#close(exchange);
  }

  /** Where it had been accepted and no answer is due, the connection was idle: nobody notices. */
  #refused(exchange: Exchange): void {
    if (exchange.failed) return;
    if (exchange.awaiting || exchange.responderIncarnation === 0) this.#fail(exchange);
  }

  /** Where it comes late, since the initiator was paused or slow, the wait may be over or have begun anew. */
  #timeOut(exchange: Exchange): void {
    if (exchange.awaiting && exchange.deadlineMs <= this.#context.nowMs()) this.#fail(exchange);
  }

  #fail(exchange: Exchange): void {
    const { initiator, initiatorIncarnation, initiatorId, to } = exchange;
    this.#close(exchange);
    exchange.failed = true;
    this.#context.step(initiator, initiatorIncarnation, {
      kind: 'exchangeFailed',
      to,
      exchange: initiatorId,
    });
  }
}
