import type { NodeId, Rng } from '../../../protocol/types.js';
import type { Exchange } from './exchange.js';
import type { LinkModel } from './links/link-model.js';
import type { Partitions } from './links/partitions.js';
import type { Arrival, QueuedEvent } from './sim-event.js';

export interface PassageContext {
  readonly links: LinkModel;
  readonly rng: Rng;
  readonly partitions: Partitions;
  readonly nowMs: () => number;
  readonly put: (atMs: number, event: QueuedEvent, node: NodeId) => void;
}

/** The way from one node to another as the link models make it, toxics apart: what is lost there, what comes twice, and when. */
export class Passage {
  readonly #context: PassageContext;

  constructor(context: PassageContext) {
    this.#context = context;
  }

  loses(from: NodeId, to: NodeId): boolean {
    const { links, rng, partitions } = this.#context;
    return partitions.isCut(from, to) || (links.loss?.loses(from, to, rng) ?? false);
  }

  /** `overtakes`: it does not wait for what was sent before it. */
  deliver(
    exchange: Exchange,
    isRequest: boolean,
    addedMs: number,
    delivery: Arrival,
    overtakes = false,
  ): void {
    const { links, rng } = this.#context;
    const copies = links.duplication?.duplicates(rng) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) this.put(exchange, isRequest, addedMs, delivery, overtakes);
  }

  put(exchange: Exchange, isRequest: boolean, addedMs: number, event: QueuedEvent, overtakes = false): void {
    const node = isRequest ? exchange.to : exchange.initiator;
    this.#context.put(this.#arrivalMs(exchange, isRequest, addedMs, overtakes), event, node);
  }

  /** Only what is held back is overtaken. */
  #arrivalMs(exchange: Exchange, isRequest: boolean, addedMs: number, overtakes: boolean): number {
    const { links, rng, nowMs } = this.#context;
    const { initiator, to } = exchange;
    const sender = isRequest ? initiator : to;
    const receiver = isRequest ? to : initiator;
    const distanceMs = links.distance?.ms(sender, receiver) ?? 0;
    const atMs = nowMs() + links.latency.sampleMs(rng) + addedMs + distanceMs;
    const heldMs = links.reordering?.holdBackMs(rng) ?? 0;
    if (overtakes) return atMs + heldMs;
    const inOrderMs = Math.max(atMs, isRequest ? exchange.lastRequestMs : exchange.lastAnswerMs);
    if (heldMs > 0) return inOrderMs + heldMs;
    if (isRequest) exchange.lastRequestMs = inOrderMs;
    else exchange.lastAnswerMs = inOrderMs;
    return inOrderMs;
  }
}
