import type { Rumor } from '../rumors/rumor.js';
import type { ExchangeId } from '../types.js';

/** What an anti-entropy initiator remembers until the reply comes. */
export interface OpenRepair {
  /** The digest listed every incarnation in full. */
  readonly complete: boolean;
  /** The view's count of supersessions when the digest was made. */
  readonly supersessions: number;
  /** Those that were hot then, where the digest went out in their place. */
  readonly rumors: readonly Rumor[] | undefined;
  /** It is long over then, ms. */
  readonly untilMs: number;
}

/** The comparisons that a node has begun and that were not answered yet. */
export class OpenRepairs {
  #open = new Map<ExchangeId, OpenRepair>();
  #hot = 0;

  get size(): number {
    return this.#open.size;
  }

  /** Those in place of rumors. */
  get hot(): number {
    return this.#hot;
  }

  begin(exchange: ExchangeId, repair: OpenRepair): void {
    this.#open.set(exchange, repair);
    if (repair.rumors) this.#hot++;
  }

  /** Answered, or failed. */
  end(exchange: ExchangeId): OpenRepair | undefined {
    const repair = this.#open.get(exchange);
    if (repair === undefined) return undefined;
    this.#open.delete(exchange);
    if (repair.rumors) this.#hot--;
    return repair;
  }

  entries(): Iterable<[ExchangeId, OpenRepair]> {
    return this.#open;
  }

  /** A peer that answers with something else leaves its own open: they are given up in time. */
  forgetOverdue(nowMs: number): void {
    if (this.#open.size === 0) return;
    for (const [exchange, { untilMs }] of this.#open) {
      if (untilMs > nowMs) return;
      this.end(exchange);
    }
  }

  clear(): void {
    if (this.#open.size > 0) this.#open = new Map();
    this.#hot = 0;
  }
}
