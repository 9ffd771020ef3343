import type { ExchangeId, NodeId } from '../../protocol/types.js';

/** Whose exchange it is, and its number there. */
export interface Accepted {
  readonly from: NodeId;
  readonly number: number;
}

/** Each of the two generations: a flood must not fill the memory. */
const mostOfAGeneration = 65_536;

/**
 * The exchanges that others began by datagrams: nobody says when one is over, so each is forgotten between one and two times `keptMs` after its last
 * message. They live in two generations, of which the older is dropped as a whole.
 */
export class AcceptedExchanges {
  readonly #nowMs: () => number;
  readonly #keptMs: () => number;
  readonly #newId: () => ExchangeId;
  #young = new Generation();
  #old = new Generation();
  #bornMs: number;

  constructor(nowMs: () => number, keptMs: () => number, newId: () => ExchangeId) {
    this.#nowMs = nowMs;
    this.#keptMs = keptMs;
    this.#newId = newId;
    this.#bornMs = nowMs();
  }

  /** This node's name for an exchange of a peer; the same one for each of its messages. */
  idOf(accepted: Accepted): ExchangeId {
    this.#age();
    const id = this.#young.idOf(accepted) ?? this.#old.idOf(accepted) ?? this.#newId();
    this.#young.put(id, accepted);
    return id;
  }

  /** Undefined where it is none of these, or forgotten. */
  get(id: ExchangeId): Accepted | undefined {
    return this.#young.get(id) ?? this.#old.get(id);
  }

  #age(): void {
    const ageMs = this.#nowMs() - this.#bornMs;
    if (ageMs < this.#keptMs() && this.#young.size < mostOfAGeneration) return;
    this.#old = ageMs < 2 * this.#keptMs() ? this.#young : new Generation();
    this.#young = new Generation();
    this.#bornMs = this.#nowMs();
  }
}

class Generation {
  readonly #ids = new Map<number, ExchangeId>();
  readonly #accepted = new Map<ExchangeId, Accepted>();

  get size(): number {
    return this.#accepted.size;
  }

  idOf({ from, number }: Accepted): ExchangeId | undefined {
    return this.#ids.get(from * 2 ** 32 + number);
  }

  get(id: ExchangeId): Accepted | undefined {
    return this.#accepted.get(id);
  }

  put(id: ExchangeId, accepted: Accepted): void {
    this.#ids.set(accepted.from * 2 ** 32 + accepted.number, id);
    this.#accepted.set(id, accepted);
  }
}
