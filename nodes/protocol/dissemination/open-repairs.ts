import type { NodeRows } from '../rows/node-rows.js';
import type { Rumor } from '../rumors/rumor.js';
import { SmallMap } from '../small-map.js';
import type { ExchangeId } from '../types.js';

/** In rows. */
const noExchange: ExchangeId = 0;

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

  /** Whether a row has room for them: one at most, in no rumors' place, of a node that knows of nothing superseded. */
  get fits(): boolean {
    const repair = this.#open.first;
    return this.#open.size <= 1 && (repair === undefined || (!repair.rumors && repair.supersessions === 0));
  }

  saveTo(rows: NodeRows): void {
    rows.put(this.#open.firstKey ?? noExchange);
    rows.put(this.#open.first?.complete ? 1 : 0);
  }

  loadFrom(rows: NodeRows): void {
    const exchange = rows.get();
    const complete = rows.get() === 1;
    this.#open.clear();
    this.#hot = 0;
    if (exchange !== noExchange) this.begin(exchange, { complete, supersessions: 0, rumors: undefined });
  }
}
