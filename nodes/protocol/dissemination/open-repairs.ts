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

interface Timed extends OpenRepair {
  /** It is long over then, ms. */
  readonly untilMs: number;
}

/** Of a node that knows of nothing superseded, in no rumors' place. */
const plainRepair: OpenRepair = { complete: true, supersessions: 0, rumors: undefined };
const plainPartialRepair: OpenRepair = { ...plainRepair, complete: false };

/** The comparisons that a node has begun and that were not answered yet. Mostly it is a plain one alone, and is in the node's row. */
export class OpenRepairs {
  readonly #row: NodeRow;
  readonly #open = new SmallMap<ExchangeId, Timed>();
  #hot = 0;

  constructor(row: NodeRow) {
    this.#row = row;
  }

  /** Those in place of rumors. */
  get hot(): number {
    return this.#hot;
  }

  /** @param untilMs see `forgetOverdue`. */
  begin(
    exchange: ExchangeId,
    untilMs: number,
    complete: boolean,
    supersessions: number,
    rumors?: readonly Rumor[],
  ): void {
    const row = this.#row;
    if (rumors === undefined && supersessions === 0 && row.openRepair === noExchange) {
      row.openRepair = complete ? exchange : -exchange;
      return;
    }
    this.#open.set(exchange, { untilMs, complete, supersessions, rumors });
    if (rumors) this.#hot++;
  }

  /** A peer that answers with something else leaves its own open: they are given up in time. The one in the row is but one. */
  forgetOverdue(nowMs: number): void {
    for (let oldest = this.#open.first; oldest !== undefined; oldest = this.#open.first) {
      if (oldest.untilMs > nowMs) return;
      this.end(this.#open.firstKey!);
    }
  }

  /** Answered, or failed. */
  end(exchange: ExchangeId): OpenRepair | undefined {
    if (exchange === Math.abs(this.#row.openRepair)) return this.#takeFromRow();
    const repair = this.#open.get(exchange);
    if (repair === undefined) return undefined;
    this.#open.delete(exchange);
    if (repair.rumors) this.#hot--;
    return repair;
  }

  /** All are in the row. */
  get fits(): boolean {
    return this.#open.size === 0;
  }

  #takeFromRow(): OpenRepair {
    const isComplete = this.#row.openRepair > 0;
    this.#row.openRepair = noExchange;
    return isComplete ? plainRepair : plainPartialRepair;
  }
}
