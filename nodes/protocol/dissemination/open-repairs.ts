import type { Rumor } from '../rumors/rumor.js';
import { SmallMap } from '../small-map.js';
import type { ExchangeId } from '../types.js';

/** What an anti-entropy initiator remembers until the reply comes. */
export interface OpenRepair {
  /** The digest listed every life in full. */
  readonly complete: boolean;
  /** The view's count of supersessions when the digest was made. */
  readonly supersessions: number;
  /** Those that were hot then, where the digest went out in their place. */
  readonly rumors: readonly Rumor[] | undefined;
}

/** The comparisons that a node has begun and that were not answered yet. */
export class OpenRepairs {
  readonly #open = new SmallMap<ExchangeId, OpenRepair>();
  #hot = 0;

  /** Those in place of rumors. */
  get hot(): number {
    return this.#hot;
  }

  get isEmpty(): boolean {
    return this.#open.size === 0;
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
}
