import type { NodeRow } from '../rows/node-row.js';
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

/** The comparisons that a node has begun and that were not answered yet. A node that was at rest has one in its row. */
export class OpenRepairs {
  readonly #row: NodeRow;
  readonly #open = new SmallMap<ExchangeId, OpenRepair>();
  #hot = 0;

  constructor(row: NodeRow) {
    this.#row = row;
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
    if (exchange === this.#row.openRepair) return this.#takeFromRow();
    const repair = this.#open.get(exchange);
    if (repair === undefined) return undefined;
    this.#open.delete(exchange);
    if (repair.rumors) this.#hot--;
    return repair;
  }

  /** Whether the row has room for them: one at most, in no rumors' place, of a node that knows of nothing superseded. */
  get fits(): boolean {
    const repair = this.#open.first;
    if (repair === undefined) return true;
    const isOnly = this.#open.size === 1 && this.#row.openRepair === noExchange;
    return isOnly && !repair.rumors && repair.supersessions === 0;
  }

  /** Writes the one to the row. */
  save(): void {
    const { first, firstKey } = this.#open;
    if (first === undefined) return;
    this.#row.openRepair = firstKey!;
    this.#row.isOpenRepairComplete = first.complete ? 1 : 0;
    this.#open.clear();
  }

  #takeFromRow(): OpenRepair {
    const row = this.#row;
    row.openRepair = noExchange;
    return { complete: row.isOpenRepairComplete === 1, supersessions: 0, rumors: undefined };
  }
}
