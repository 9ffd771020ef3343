import type { NodeId, Rng } from '../../../protocol/types.js';
import { encodedLength } from '../../../protocol/wire/codec.js';
import type { Message } from '../../../protocol/wire/messages.js';
import type { Traffic } from '../storage/traffic.js';
import type { Exchange, Stream } from './exchange.js';
import type { LinkModel } from './links/link-model.js';
import { addedDelayMs, type LinkState } from './links/link-state.js';
import type { LinkStates } from './links/link-states.js';
import type { Partitions } from './links/partitions.js';
import type { Arrival, QueuedEvent } from './sim-event.js';

export interface WireContext {
  readonly links: LinkModel;
  readonly rng: Rng;
  readonly partitions: Partitions;
  /** What toxics do to links, besides. */
  readonly states: LinkStates;
  readonly traffic: Traffic;
  readonly carry: (from: NodeId, message: Message) => Message;
  readonly nowMs: () => number;
  readonly put: (atMs: number, event: QueuedEvent, node: NodeId) => void;
}

/** Length prefix of a frame. */
const prefixBytes = 4;

/** What lies between two nodes: loses, delays and doubles the messages of exchanges, as the links and the toxics on them do. */
export class Wire {
  readonly #context: WireContext;

  constructor(context: WireContext) {
    this.#context = context;
  }

  transmit(exchange: Exchange, kind: 'request' | 'answer', message: Message): void {
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
    const delivery: Arrival = { kind, exchange, message: carried, bytes };
    if (state === undefined) this.#deliver(exchange, isRequest, 0, delivery);
    else this.#passToxics(exchange, isRequest, state, delivery);
  }

  /** The refusal travels back as a message does, and is lost as one. */
  refuse(exchange: Exchange): void {
    const { to: from, initiator: to } = exchange;
    const { states } = this.#context;
    const cut = states.of(from, to)?.cut;
    if (this.#isLost(from, to) || cut === 'drop' || cut === 'stall') return;
    this.#put(exchange, false, states.of(from, to)?.latencyMs ?? 0, { kind: 'refusal', exchange });
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
    this.#context.states.hold(isRequest ? initiator : to, isRequest ? to : initiator, () =>
      this.#deliver(exchange, isRequest, addedMs, delivery),
    );
  }

  #deliver(exchange: Exchange, isRequest: boolean, addedMs: number, delivery: Arrival): void {
    const { links, rng } = this.#context;
    const copies = links.duplication?.duplicates(rng) ? 2 : 1;
    this.#put(exchange, isRequest, addedMs, delivery);
    if (copies === 2) this.#put(exchange, isRequest, addedMs, delivery);
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
    put(breaksAtMs, { kind: 'refusal', exchange }, exchange.initiator);
    return stream;
  }

  #put(exchange: Exchange, isRequest: boolean, addedMs: number, event: QueuedEvent): void {
    const node = isRequest ? exchange.to : exchange.initiator;
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
}
