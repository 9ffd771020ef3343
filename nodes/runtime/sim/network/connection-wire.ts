import { encodedLength } from '../../../protocol/wire/codec.js';
import type { Message } from '../../../protocol/wire/messages.js';
import type { Exchange, Stream } from './exchange.js';
import { addedDelayMs, type LinkState } from './links/link-state.js';
import { Passage } from './passage.js';
import type { Arrival } from './sim-event.js';
import type { Wire, WireContext } from './wire.js';

/** Length prefix of a frame. */
export const prefixBytes = 4;

/** Each exchange is a connection: toxics are drawn once for each of its directions, and who is refused hears of it. */
export class ConnectionWire implements Wire {
  readonly #context: WireContext;
  readonly #passage: Passage;

  constructor(context: WireContext) {
    this.#context = context;
    this.#passage = new Passage(context);
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
      this.#passage.put(exchange, isRequest, 0, { kind: 'refusal', exchange });
      return;
    }
    if (this.#passage.loses(from, to)) return;
    const carried = carry(from, message);
    const delivery: Arrival = { kind, exchange, message: carried, bytes };
    if (state === undefined) this.#passage.deliver(exchange, isRequest, 0, delivery);
    else this.#passToxics(exchange, isRequest, state, delivery);
  }

  /** The refusal travels back as a message does, and is lost as one. */
  refuse(exchange: Exchange): void {
    const { to: from, initiator: to } = exchange;
    const { states } = this.#context;
    const cut = states.of(from, to)?.cut;
    if (this.#passage.loses(from, to) || cut === 'drop' || cut === 'stall') return;
    this.#passage.put(exchange, false, states.of(from, to)?.latencyMs ?? 0, { kind: 'refusal', exchange });
  }

  #passToxics(exchange: Exchange, isRequest: boolean, state: LinkState, delivery: Arrival): void {
    const { rng, nowMs } = this.#context;
    const { bytes } = delivery;
    const stream = this.#streamOf(exchange, isRequest, state);
    stream.bytes += bytes;
    if (stream.breaksAtMs <= nowMs() || (state.limitBytes !== undefined && stream.bytes > state.limitBytes)) {
      this.#passage.put(exchange, isRequest, 0, { kind: 'refusal', exchange });
      return;
    }
    if (stream.isLost || state.cut === 'drop' || state.cut === 'refuse') return;
    const addedMs = addedDelayMs(state, bytes, rng.float());
    if (state.cut === 'stall') this.#hold(exchange, isRequest, addedMs, delivery);
    else this.#passage.deliver(exchange, isRequest, addedMs, delivery);
  }

  /** It goes on its way when the link does. */
  #hold(exchange: Exchange, isRequest: boolean, addedMs: number, delivery: Arrival): void {
    const { initiator, to } = exchange;
    this.#context.states.hold(isRequest ? initiator : to, isRequest ? to : initiator, () =>
      this.#passage.deliver(exchange, isRequest, addedMs, delivery),
    );
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
}
