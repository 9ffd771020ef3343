import type { NodeId } from '../../../protocol/types.js';
import { encodedLength } from '../../../protocol/wire/codec.js';
import type { Message } from '../../../protocol/wire/messages.js';
import { prefixBytes } from './connection-wire.js';
import type { Exchange } from './exchange.js';
import type { DatagramFlaws } from './links/datagram-flaws.js';
import { type GilbertElliott, gilbertElliottLoss } from './links/gilbert-elliott-loss.js';
import { addedDelayMs, type LinkState } from './links/link-state.js';
import type { Loss } from './links/loss.js';
import { Passage } from './passage.js';
import type { Arrival } from './sim-event.js';
import type { Wire, WireContext } from './wire.js';

/** What the reference puts before a message that travels by itself (nodes/PROTOCOL.md). */
const envelopeBytes = 5;

/** How much waits at most before a line of limited rate, as the time that the line takes for it, ms. */
const longestQueueMs = 1_000;

/** More nodes than any cluster has: a direction as one number. */
const anyNodes = 2 ** 26;

/**
 * Each message travels by itself: lost or not whatever became of the others, and nobody hears that it was. What is larger than a datagram goes over a
 * connection of its own, which the toxics of connections may break before it arrives.
 */
export class DatagramWire implements Wire {
  readonly #context: WireContext;
  readonly #maxDatagramBytes: number;
  readonly #passage: Passage;
  /** When the line of limited rate of a direction has sent all that it was given, ms. */
  readonly #lineFreeMs = new Map<number, number>();
  /** By what asks for them: each direction is in a spell of its own. */
  readonly #bursts = new WeakMap<GilbertElliott, Loss>();

  constructor(context: WireContext, maxDatagramBytes: number) {
    this.#context = context;
    this.#maxDatagramBytes = maxDatagramBytes;
    this.#passage = new Passage(context);
  }

  transmit(exchange: Exchange, kind: 'request' | 'answer', message: Message): void {
    const { traffic, carry, states } = this.#context;
    const isRequest = kind === 'request';
    const from = isRequest ? exchange.initiator : exchange.to;
    const to = isRequest ? exchange.to : exchange.initiator;
    const datagramBytes = envelopeBytes + encodedLength(from, message);
    const isDatagram = datagramBytes <= this.#maxDatagramBytes;
    const bytes = isDatagram ? datagramBytes : prefixBytes + datagramBytes;
    traffic.sent(from, bytes);
    if (this.#passage.loses(from, to)) return;
    const delivery: Arrival = { kind, exchange, message: carry(from, message), bytes };
    const state = states.of(from, to);
    const addedMs = state === undefined ? 0 : this.#passToxics(from, to, state, bytes, isDatagram);
    if (addedMs === undefined) return;
    const flaws = isDatagram ? state?.datagrams : undefined;
    const deliver = (): void =>
      this.#passage.deliver(exchange, isRequest, addedMs, delivery, flaws?.reorders);
    const copies = flaws && this.#happens(flaws.duplication) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (state?.cut === 'stall') states.hold(from, to, deliver);
      else deliver();
    }
  }

  refuse(): void {}

  /** How much later they let it arrive, ms; undefined where they do not. */
  #passToxics(
    from: NodeId,
    to: NodeId,
    state: LinkState,
    bytes: number,
    isDatagram: boolean,
  ): number | undefined {
    const { rng } = this.#context;
    if (state.cut === 'drop' || state.cut === 'refuse') return undefined;
    if (this.#happens(state.loss)) return undefined;
    if (!isDatagram)
      return this.#isBroken(state, bytes) ? undefined : addedDelayMs(state, bytes, rng.float());
    const { latencyMs, jitterMs, rateKBps, datagrams } = state;
    if (datagrams && this.#spoils(from, to, datagrams)) return undefined;
    const lineMs = rateKBps === undefined ? 0 : this.#lineMs(from, to, bytes, rateKBps);
    const jitter = jitterMs > 0 ? jitterMs * (2 * rng.float() - 1) : 0;
    return lineMs === undefined ? undefined : lineMs + Math.max(0, latencyMs + jitter);
  }

  /** What arrives with a flipped bit does not decode, in nearly all cases: here it is lost. */
  #spoils(from: NodeId, to: NodeId, { bursts, corruption }: DatagramFlaws): boolean {
    const isInBurst = bursts !== undefined && this.#lossIn(bursts).loses(from, to, this.#context.rng);
    return this.#happens(corruption) || isInBurst;
  }

  #lossIn(bursts: GilbertElliott): Loss {
    const known = this.#bursts.get(bursts);
    if (known) return known;
    const loss = gilbertElliottLoss(bursts);
    this.#bursts.set(bursts, loss);
    return loss;
  }

  #isBroken({ reset, limitBytes }: LinkState, bytes: number): boolean {
    const isReset = reset?.afterMs === 0 && this.#happens(reset.probability);
    return isReset || (limitBytes !== undefined && bytes > limitBytes);
  }

  /** From now until the line has sent it; undefined where too much waits before it. Kilobytes a second are bytes a millisecond. */
  #lineMs(from: NodeId, to: NodeId, bytes: number, rateKBps: number): number | undefined {
    const nowMs = this.#context.nowMs();
    const direction = from * anyNodes + to;
    const beginsMs = Math.max(nowMs, this.#lineFreeMs.get(direction) ?? 0);
    if (beginsMs - nowMs > longestQueueMs) return undefined;
    this.#lineFreeMs.set(direction, beginsMs + bytes / rateKBps);
    return beginsMs + bytes / rateKBps - nowMs;
  }

  #happens(probability: number): boolean {
    return probability > 0 && this.#context.rng.float() < probability;
  }
}
