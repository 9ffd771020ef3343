import { encodedLength } from '../../protocol/codec.js';
import type { ProtocolConfig } from '../../protocol/config.js';
import type { Message } from '../../protocol/messages.js';
import type { ExchangeId, Input, NodeId, Rng } from '../../protocol/types.js';
import { Exchange, type Stream } from './exchange.js';
import type { Life } from './life.js';
import type { LinkModel } from './links/link-model.js';
import { addedDelayMs, type LinkState } from './links/link-state.js';
import type { LinkStates } from './links/link-states.js';
import type { Partitions } from './links/partitions.js';
import type { Arrival, QueuedEvent } from './sim-event.js';
import type { Timeouts } from './timeouts.js';
import type { Traffic } from './traffic.js';

export interface TransportContext {
  readonly links: LinkModel;
  readonly rng: Rng;
  readonly partitions: Partitions;
  /** What toxics do to links, besides. */
  readonly states: LinkStates;
  readonly traffic: Traffic;
  readonly carry: (from: NodeId, message: Message) => Message;
  readonly sent: (from: NodeId, to: NodeId, message: Message, opening: boolean) => void;
  readonly nowMs: () => number;
  readonly put: (atMs: number, event: QueuedEvent, node: NodeId) => void;
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

/** In the place of one. */
const noMessage: Message = { kind: 'pullRequest' };

/** Length prefix of a frame. */
const prefixBytes = 4;

/** Carries the messages of exchanges over the links, and tells an initiator when one fails: the part of the real host's sockets. */
export class Transport {
  readonly #context: TransportContext;
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
  /** Arrivals that are through, to be those of other messages. */
  readonly #arrived: Arrival[] = [];

  constructor(context: TransportContext) {
    this.#context = context;
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
        this.#keepArrival(event);
        break;
      case 'answer':
        this.#answered(exchange, event.message, event.bytes);
        this.#keepArrival(event);
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
    for (const exchange of accepted) this.refuse(exchange);
  }

  #sendRequest(sender: Life, to: NodeId, id: ExchangeId, message: Message, expectReply: boolean): void {
    const { node } = sender;
    const known = this.#ownExchange(node.id, id);
    const exchange = known ?? this.#begin(sender, id, to);
    this.#context.sent(node.id, to, message, known === undefined);
    if (expectReply) this.#await(exchange, node.config.exchangeTimeoutMs);
    else this.#close(exchange);
    this.#transmit(exchange, 'request', message);
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
    this.#transmit(exchange, 'answer', message);
  }

  #await(exchange: Exchange, timeoutMs: number): void {
    const { nowMs, timeouts, takeOrder } = this.#context;
    exchange.awaiting = true;
    exchange.deadlineMs = nowMs() + timeoutMs;
    timeouts.put(exchange, takeOrder());
  }

  /** It may wait long for its next message, and a message may be large. */
  #keepArrival(arrival: Arrival): void {
    arrival.message = noMessage;
    this.#arrived.push(arrival);
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

  #transmit(exchange: Exchange, kind: 'request' | 'answer', message: Message): void {
    const { traffic, carry, states } = this.#context;
    const isRequest = kind === 'request';
    const from = isRequest ? exchange.initiator : exchange.to;
    const to = isRequest ? exchange.to : exchange.initiator;
    const bytes = prefixBytes + encodedLength(from, message);
    traffic.sent(from, bytes);
    const state = states.of(from, to);
    if (state?.cut === 'refuse' && isRequest && exchange.requests === undefined) {
      this.#put(exchange, isRequest, 0, { kind: 'refusal', exchange });
      return;
    }
    if (this.#isLost(from, to)) return;
    const carried = carry(from, message);
    const delivery = this.#arrival(kind, exchange, carried, bytes);
    if (state === undefined) this.#deliver(exchange, isRequest, 0, delivery);
    else this.#passToxics(exchange, isRequest, state, delivery);
  }

  #arrival(kind: 'request' | 'answer', exchange: Exchange, message: Message, bytes: number): Arrival {
    const arrival = this.#arrived.pop();
    if (arrival === undefined) return { kind, exchange, message, bytes };
    arrival.kind = kind;
    arrival.exchange = exchange;
    arrival.message = message;
    arrival.bytes = bytes;
    return arrival;
  }

  #passToxics(exchange: Exchange, isRequest: boolean, state: LinkState, delivery: Arrival): void {
    const { rng, nowMs } = this.#context;
    const { bytes } = delivery;
    const stream = this.#streamOf(exchange, isRequest, state);
    stream.bytes += bytes;
    if (stream.breaksAtMs <= nowMs() || (state.limitBytes !== undefined && stream.bytes > state.limitBytes)) {
      this.#put(exchange, isRequest, 0, { kind: 'refusal', exchange });
      return;
    }
    if (stream.isLost || state.cut === 'drop' || state.cut === 'refuse') return;
    const addedMs = addedDelayMs(state, bytes, rng.float());
    if (state.cut === 'stall') this.#hold(exchange, isRequest, addedMs, delivery);
    else this.#deliver(exchange, isRequest, addedMs, delivery);
  }

  /** It goes on its way when the link does. */
  #hold(exchange: Exchange, isRequest: boolean, addedMs: number, delivery: Arrival): void {
    const { initiator, to } = exchange;
    exchange.underWay += 1;
    this.#context.states.hold(isRequest ? initiator : to, isRequest ? to : initiator, () => {
      exchange.underWay -= 1;
      this.#deliver(exchange, isRequest, addedMs, delivery);
    });
  }

  #deliver(exchange: Exchange, isRequest: boolean, addedMs: number, delivery: Arrival): void {
    const { links, rng } = this.#context;
    const copies = links.duplication?.duplicates(rng) ? 2 : 1;
    this.#put(exchange, isRequest, addedMs, delivery);
    if (copies === 2) this.#put(exchange, isRequest, addedMs, { ...delivery });
  }

  /** Toxics are drawn once a direction of a connection. */
  #streamOf(exchange: Exchange, isRequest: boolean, state: LinkState): Stream {
    const known = isRequest ? exchange.requests : exchange.answers;
    if (known !== undefined) return known;
    const { rng, nowMs, put } = this.#context;
    const { loss, reset } = state;
    const isReset = reset !== undefined && rng.float() < reset.probability;
    const breaksAtMs = isReset ? nowMs() + reset.afterMs : Number.POSITIVE_INFINITY;
    const stream: Stream = { isLost: loss > 0 && rng.float() < loss, breaksAtMs, bytes: 0 };
    if (isRequest) exchange.requests = stream;
    else exchange.answers = stream;
    if (!isReset) return stream;
    exchange.underWay += 1;
    put(breaksAtMs, { kind: 'refusal', exchange }, exchange.initiator);
    return stream;
  }

  #put(exchange: Exchange, isRequest: boolean, addedMs: number, event: QueuedEvent): void {
    const node = isRequest ? exchange.to : exchange.initiator;
    exchange.underWay += 1;
    this.#context.put(this.#arrivalMs(exchange, isRequest, addedMs), event, node);
  }

  #isLost(from: NodeId, to: NodeId): boolean {
    const { links, rng, partitions } = this.#context;
    return partitions.isCut(from, to) || (links.loss?.loses(from, to, rng) ?? false);
  }

  /** Only what is held back is overtaken. */
  #arrivalMs(exchange: Exchange, isRequest: boolean, addedMs: number): number {
    const { links, rng, nowMs } = this.#context;
    const { initiator, to } = exchange;
    const sender = isRequest ? initiator : to;
    const receiver = isRequest ? to : initiator;
    const distanceMs = links.distance?.ms(sender, receiver) ?? 0;
    const atMs = nowMs() + links.latency.sampleMs(rng) + addedMs + distanceMs;
    const heldMs = links.reordering?.holdBackMs(rng) ?? 0;
    const inOrderMs = Math.max(atMs, isRequest ? exchange.lastRequestMs : exchange.lastAnswerMs);
    if (heldMs > 0) return inOrderMs + heldMs;
    if (isRequest) exchange.lastRequestMs = inOrderMs;
    else exchange.lastAnswerMs = inOrderMs;
    return inOrderMs;
  }

  #arrive(exchange: Exchange, message: Message, bytes: number): void {
    const { incarnationOf, traffic, step } = this.#context;
    const { to } = exchange;
    const present = incarnationOf(to);
    if (present > 0 && exchange.responderLife === 0) this.#accept(exchange, present);
    if (present === 0 || exchange.responderLife !== present) {
      this.refuse(exchange);
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

  /** The word travels back as a message does, and is lost as one. */
  refuse(exchange: Exchange): void {
    const { to: from, initiator: to } = exchange;
    const { states } = this.#context;
    const cut = states.of(from, to)?.cut;
    if (this.#isLost(from, to) || cut === 'drop' || cut === 'stall') return;
    this.#put(exchange, false, states.of(from, to)?.latencyMs ?? 0, { kind: 'refusal', exchange });
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
