import type { ProtocolConfig } from '../../../protocol/node/config.js';
import type { ExchangeId, Input, NodeId } from '../../../protocol/types.js';
import type { Message } from '../../../protocol/wire/messages.js';
import type { Life } from '../storage/life.js';
import { Exchange } from './exchange.js';
import type { QueuedEvent } from './sim-event.js';
import type { Timeouts } from './timeouts.js';
import { noMessage, Wire, type WireContext } from './wire.js';

export interface TransportContext extends WireContext {
  readonly sent: (from: NodeId, to: NodeId, message: Message, opening: boolean) => void;
  readonly timeouts: Timeouts;
  /** A place for a time-out among events of the same moment, behind all that are there. */
  readonly takeOrder: () => number;
  /** Of a node's present life; 0 while it is down. */
  readonly incarnationOf: (node: NodeId) => number;
  /** Lets a life take a step, unless it is over. */
  readonly step: (node: NodeId, incarnation: number, input: Input<Message, ProtocolConfig>) => void;
}

interface MessageInput {
  readonly kind: 'message';
  from: NodeId;
  exchange: ExchangeId;
  message: Message;
}

/** Keeps the exchanges, hands their messages to both ends, and tells an initiator when one fails: the part of the real host's sockets. */
export class Transport {
  readonly #context: TransportContext;
  readonly #wire: Wire;
  /** Exchanges that were accepted and are still to be answered, by the responder's name for them. */
  readonly #unanswered = new Map<ExchangeId, Exchange>();
  #accepted = 0;
  /** Of no meaning: it keeps the fetching from being left out. */
  #fetched = 0;
  /** The exchange whose message is being taken in, by its responder or its initiator. */
  #present: Exchange | undefined;
  readonly #input: MessageInput = { kind: 'message', from: 0, exchange: 0, message: noMessage };
  /** Exchanges that were begun in this step: so many of the first of these. */
  readonly #begun: Exchange[] = [];
  #begunCount = 0;
  /** Exchanges that are over, to be begun anew. */
  readonly #over: Exchange[] = [];

  constructor(context: TransportContext) {
    this.#context = context;
    this.#wire = new Wire(context);
  }

  /** A node begins a step. What it sends in it goes on exchanges that it begins in it, or on the one of which a message is taken in. */
  beginStep(): void {
    this.#begunCount = 0;
  }

  /**
   * Something happens soon: has what is known of it brought into the processor's cache. Of many one after the other, of which the processor
   * does not wait for each.
   */
  expect(event: QueuedEvent): void {
    if (event.kind !== 'request' && event.kind !== 'answer') return;
    const { exchange } = event;
    this.#fetched +=
      exchange.initiatorLife + exchange.underWay + exchange.lastAnswerMs + exchange.lastRequestMs;
  }

  /** Something of an exchange is due. */
  take(event: Extract<QueuedEvent, { exchange: Exchange }>): void {
    const { exchange } = event;
    exchange.underWay -= 1;
    switch (event.kind) {
      case 'request':
        this.#arrive(exchange, event.message, event.bytes);
        this.#wire.keepArrival(event);
        break;
      case 'answer':
        this.#answered(exchange, event.message, event.bytes);
        this.#wire.keepArrival(event);
        break;
      case 'refusal':
        this.#refused(event.exchange);
        break;
      case 'timeout':
        this.#timeOut(event.exchange);
        break;
    }
    if (exchange.closed && exchange.underWay === 0) this.#keepForAnother(exchange);
  }

  send(sender: Life, to: NodeId, id: ExchangeId, message: Message, expectReply: boolean): void {
    if (id > 0) this.#sendRequest(sender, to, id, message, expectReply);
    else this.#sendAnswer(sender, to, id, message, expectReply);
  }

  /** A life is over: those who wait for its answers hear that the connection is gone. */
  end(node: NodeId, incarnation: number): void {
    const { timeouts } = this.#context;
    const accepted = [...timeouts].filter(
      ({ to, responderLife }) => to === node && responderLife === incarnation,
    );
    for (const exchange of accepted) this.#wire.refuse(exchange);
  }

  /** Word that nobody is there, or there any longer, goes to the initiator. */
  refuse(exchange: Exchange): void {
    this.#wire.refuse(exchange);
  }

  #sendRequest(sender: Life, to: NodeId, id: ExchangeId, message: Message, expectReply: boolean): void {
    const { node } = sender;
    const known = this.#ownExchange(node.id, id);
    const exchange = known ?? this.#begin(sender, id, to);
    this.#context.sent(node.id, to, message, known === undefined);
    if (expectReply) this.#await(exchange, node.config.exchangeTimeoutMs);
    else this.#close(exchange);
    this.#wire.transmit(exchange, 'request', message);
  }

  #ownExchange(node: NodeId, id: ExchangeId): Exchange | undefined {
    const present = this.#present;
    if (present?.initiatorId === id && present.initiator === node) return present;
    for (let i = 0; i < this.#begunCount; i += 1) {
      if (this.#begun[i]!.initiatorId === id) return this.#begun[i];
    }
    return undefined;
  }

  #begin({ node }: Life, id: ExchangeId, to: NodeId): Exchange {
    const exchange = this.#over.pop() ?? new Exchange();
    exchange.begin(node.id, node.incarnation, id, to);
    if (this.#begunCount < this.#begun.length) this.#begun[this.#begunCount] = exchange;
    else this.#begun.push(exchange);
    this.#begunCount += 1;
    return exchange;
  }

  #sendAnswer(sender: Life, to: NodeId, id: ExchangeId, message: Message, expectReply: boolean): void {
    const present = this.#present;
    const exchange = present?.responderId === id ? present : this.#unanswered.get(id);
    // An answer that comes too late: its initiator has hung up.
    if (exchange === undefined || exchange.closed) return;
    this.#context.sent(sender.node.id, to, message, false);
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

  /** Nothing will ever come of it. */
  #keepForAnother(exchange: Exchange): void {
    if (this.#unanswered.size > 0) this.#unanswered.delete(exchange.responderId);
    this.#over.push(exchange);
  }

  /** Ends it for both. What is still under way to the responder arrives, and can no longer be answered. */
  #close(exchange: Exchange): void {
    exchange.closed = true;
    exchange.awaiting = false;
    this.#context.timeouts.remove(exchange);
    if (exchange.responderLife > 0 && !exchange.answered) this.#unanswered.delete(exchange.responderId);
  }

  #arrive(exchange: Exchange, message: Message, bytes: number): void {
    const { incarnationOf, traffic, step } = this.#context;
    const { to } = exchange;
    const present = incarnationOf(to);
    if (present > 0 && exchange.responderLife === 0) this.#accept(exchange, present);
    if (present === 0 || exchange.responderLife !== present) {
      this.#wire.refuse(exchange);
      return;
    }
    traffic.received(to, bytes);
    exchange.answered = false;
    this.#present = exchange;
    step(to, present, this.#inputOf(exchange.initiator, exchange.responderId, message));
    this.#present = undefined;
    if (!exchange.closed && !exchange.answered) this.#unanswered.set(exchange.responderId, exchange);
  }

  /** One object tells of all messages: nobody keeps it. */
  #inputOf(from: NodeId, exchange: ExchangeId, message: Message): MessageInput {
    const input = this.#input;
    input.from = from;
    input.exchange = exchange;
    input.message = message;
    return input;
  }

  /** Binds it to the life that its first message reached. */
  #accept(exchange: Exchange, incarnation: number): void {
    this.#accepted += 1;
    exchange.responderLife = incarnation;
    exchange.responderId = -this.#accepted;
  }

  /** An answer that nobody waits for is dropped. */
  #answered(exchange: Exchange, message: Message, bytes: number): void {
    const { initiator, initiatorLife, initiatorId, to } = exchange;
    const { incarnationOf, traffic, step } = this.#context;
    if (!exchange.awaiting || incarnationOf(initiator) !== initiatorLife) return;
    exchange.awaiting = false;
    traffic.received(initiator, bytes);
    this.#present = exchange;
    step(initiator, initiatorLife, this.#inputOf(to, initiatorId, message));
    this.#present = undefined;
    if (!exchange.awaiting && !exchange.closed) this.#close(exchange);
  }

  /** Where it had been accepted and no answer is due, the connection was idle: nobody notices. */
  #refused(exchange: Exchange): void {
    if (exchange.failed) return;
    if (exchange.awaiting || exchange.responderLife === 0) this.#fail(exchange);
  }

  /** Where it comes late, since the initiator was paused or slow, the wait may be over or have begun anew. */
  #timeOut(exchange: Exchange): void {
    if (exchange.awaiting && exchange.deadlineMs <= this.#context.nowMs()) this.#fail(exchange);
  }

  #fail(exchange: Exchange): void {
    const { initiator, initiatorLife, initiatorId, to } = exchange;
    this.#close(exchange);
    exchange.failed = true;
    this.#context.step(initiator, initiatorLife, { kind: 'exchangeFailed', to, exchange: initiatorId });
  }
}
