import { encodedLength } from '../../protocol/codec.js';
import type { ProtocolConfig } from '../../protocol/config.js';
import type { Message } from '../../protocol/messages.js';
import type { ExchangeId, Input, NodeId, Rng } from '../../protocol/types.js';
import { Exchange, type ExchangeEnd, type Stream } from './exchange.js';
import type { LinkModel } from './links/link-model.js';
import { addedDelayMs, type LinkState } from './links/link-state.js';
import type { LinkStates } from './links/link-states.js';
import type { Partitions } from './links/partitions.js';
import type { Arrival, SimEvent } from './sim-event.js';
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
  readonly put: (atMs: number, event: SimEvent) => void;
  /** The present life of a node; undefined while it is down. */
  readonly lifeOf: (node: NodeId) => ExchangeEnd | undefined;
  /** Lets a life take a step, unless it is over. */
  readonly step: (life: ExchangeEnd, input: Input<Message, ProtocolConfig>) => void;
}

/** Length prefix of a frame. */
const prefixBytes = 4;

/** Carries the messages of exchanges over the links, and tells an initiator when one fails: the part of the real host's sockets. */
export class Transport {
  readonly #context: TransportContext;

  constructor(context: TransportContext) {
    this.#context = context;
  }

  /** Something of an exchange is due. */
  take(event: Extract<SimEvent, { exchange: Exchange }>): void {
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

  send(sender: ExchangeEnd, to: NodeId, id: ExchangeId, message: Message, expectReply: boolean): void {
    const known = sender.exchange(id);
    // An answer that comes too late: its initiator has hung up.
    if (known === undefined && id < 0) return;
    const exchange = known ?? new Exchange(sender, id, to);
    this.#context.sent(sender.node.id, to, message, known === undefined);
    if (id > 0) this.#initiatorSends(exchange, expectReply);
    this.#transmit(exchange, id > 0 ? 'request' : 'answer', message);
  }

  /** A message without an expected reply is the last of its exchange. */
  #initiatorSends(exchange: Exchange, expectReply: boolean): void {
    if (!expectReply) {
      exchange.close();
      return;
    }
    const { exchangeTimeoutMs } = exchange.initiator.node.config;
    exchange.initiator.begin(exchange);
    exchange.awaiting = true;
    exchange.deadlineMs = this.#context.nowMs() + exchangeTimeoutMs;
    if (exchange.timed) return;
    exchange.timed = true;
    this.#context.put(exchange.deadlineMs, { kind: 'timeout', exchange });
  }

  #transmit(exchange: Exchange, kind: 'request' | 'answer', message: Message): void {
    const { rng, traffic, carry, states, nowMs } = this.#context;
    const isRequest = kind === 'request';
    const from = isRequest ? exchange.initiator.node.id : exchange.to;
    const to = isRequest ? exchange.to : exchange.initiator.node.id;
    const bytes = prefixBytes + encodedLength(from, message);
    traffic.sent(from, bytes);
    const state = states.of(from, to);
    if (state?.cut === 'refuse' && isRequest && exchange.requests === undefined) {
      this.#put(exchange, isRequest, 0, { kind: 'refusal', exchange });
      return;
    }
    if (this.#isLost(from, to)) return;
    const carried = carry(from, message);
    const delivery: Arrival = { kind, exchange, message: carried, bytes };
    if (state === undefined) {
      this.#deliver(exchange, isRequest, 0, delivery);
      return;
    }
    const stream = this.#streamOf(exchange, isRequest, state);
    stream.bytes += bytes;
    if (stream.breaksAtMs <= nowMs() || (state.limitBytes !== undefined && stream.bytes > state.limitBytes)) {
      this.#put(exchange, isRequest, 0, { kind: 'refusal', exchange });
      return;
    }
    if (stream.isLost || state.cut === 'drop' || state.cut === 'refuse') return;
    const addedMs = addedDelayMs(state, bytes, rng.float());
    if (state.cut === 'stall')
      states.hold(from, to, () => this.#deliver(exchange, isRequest, addedMs, delivery));
    else this.#deliver(exchange, isRequest, addedMs, delivery);
  }

  #deliver(exchange: Exchange, isRequest: boolean, addedMs: number, delivery: Arrival): void {
    const { links, rng } = this.#context;
    const copies = links.duplication?.duplicates(rng) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) this.#put(exchange, isRequest, addedMs, delivery);
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
    if (isReset) put(breaksAtMs, { kind: 'refusal', exchange });
    return stream;
  }

  #put(exchange: Exchange, isRequest: boolean, addedMs: number, event: SimEvent): void {
    this.#context.put(this.#arrivalMs(exchange, isRequest, addedMs), event);
  }

  #isLost(from: NodeId, to: NodeId): boolean {
    const { links, rng, partitions } = this.#context;
    return partitions.isCut(from, to) || (links.loss?.loses(from, to, rng) ?? false);
  }

  /** Only what is held back is overtaken. */
  #arrivalMs(exchange: Exchange, isRequest: boolean, addedMs: number): number {
    const { links, rng, nowMs } = this.#context;
    const { initiator, to } = exchange;
    const [sender, receiver] = isRequest ? [initiator.node.id, to] : [to, initiator.node.id];
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
    const life = this.#context.lifeOf(exchange.to);
    if (life !== undefined && exchange.responder === undefined) exchange.accept(life);
    if (life === undefined || exchange.responder !== life) {
      this.refuse(exchange);
      return;
    }
    const from = exchange.initiator.node.id;
    this.#context.traffic.received(life.node.id, bytes);
    this.#context.step(life, { kind: 'message', from, exchange: exchange.responderId, message });
  }

  /** An answer that nobody waits for is dropped. */
  #answered(exchange: Exchange, message: Message, bytes: number): void {
    const { initiator, initiatorId, to } = exchange;
    if (!exchange.awaiting || this.#context.lifeOf(initiator.node.id) !== initiator) return;
    exchange.awaiting = false;
    this.#context.traffic.received(initiator.node.id, bytes);
    this.#context.step(initiator, { kind: 'message', from: to, exchange: initiatorId, message });
    if (!exchange.awaiting && !exchange.closed) exchange.close();
  }

  /** The word travels back as a message does, and is lost as one. */
  refuse(exchange: Exchange): void {
    const [from, to] = [exchange.to, exchange.initiator.node.id];
    const { states } = this.#context;
    const cut = states.of(from, to)?.cut;
    if (this.#isLost(from, to) || cut === 'drop' || cut === 'stall') return;
    this.#put(exchange, false, states.of(from, to)?.latencyMs ?? 0, { kind: 'refusal', exchange });
  }

  /** Where it had been accepted and no answer is due, the connection was idle: nobody notices. */
  #refused(exchange: Exchange): void {
    if (exchange.failed) return;
    if (exchange.awaiting || exchange.responder === undefined) this.#fail(exchange);
  }

  #timeOut(exchange: Exchange): void {
    exchange.timed = false;
    if (!exchange.awaiting) return;
    if (exchange.deadlineMs <= this.#context.nowMs()) {
      this.#fail(exchange);
      return;
    }
    exchange.timed = true;
    this.#context.put(exchange.deadlineMs, { kind: 'timeout', exchange });
  }

  #fail(exchange: Exchange): void {
    const { initiator, initiatorId, to } = exchange;
    exchange.close();
    exchange.failed = true;
    this.#context.step(initiator, { kind: 'exchangeFailed', to, exchange: initiatorId });
  }
}
