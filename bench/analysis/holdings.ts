import type { JournalIndex } from './journal-index.js';
import type { Lives } from './timeline/lives.js';
import { lifeKey } from './update-name.js';
import { type KnownUpdate, updatesByLife } from './updates.js';

/**
 * When each node first held each update, and in which of its states. A node that restarts empty begins a new state, in
 * which it holds nothing yet.
 */
export class Holdings {
  readonly updates: readonly KnownUpdate[];
  readonly nodes: readonly number[];
  readonly #firstMs: Float64Array;
  readonly #hops: Int32Array;
  readonly #states: readonly StateTable[];
  readonly #rows: ReadonlyMap<string, number>;
  readonly #columns: ReadonlyMap<number, number>;

  constructor(updates: readonly KnownUpdate[], index: JournalIndex, lives: Lives) {
    this.updates = updates;
    this.nodes = lives.nodes;
    const pairs = updates.length * lives.nodes.length;
    this.#firstMs = new Float64Array(pairs).fill(Number.POSITIVE_INFINITY);
    this.#hops = new Int32Array(pairs);
    this.#states = lives.nodes.map((node) => stateTable(lives, node, updates.length));
    this.#rows = new Map(updates.map(({ name }, row) => [name, row]));
    this.#columns = new Map(lives.nodes.map((node, column) => [node, column]));
    for (const { name, origin, t0Ms } of updates) this.#hold(this.#rows.get(name), origin, t0Ms, 0);
    for (const { node, event } of index.receipts) {
      this.#hold(this.#rows.get(event.update), node, event.tMs, event.hops);
    }
    this.#addSuperseded(index);
  }

  /** First moment, ms; ∞ where it never held it. */
  firstMs(row: number, column: number): number {
    return this.#firstMs[row * this.nodes.length + column]!;
  }

  /** Links that the first copy crossed; 0 at the origin, and for an update that was superseded before it came. */
  hops(row: number, column: number): number {
    return this.#hops[row * this.nodes.length + column]!;
  }

  /** First moment within the node's last state, ms; ∞ where a restart made it forget, and it was not told again. */
  presentMs(row: number, column: number): number {
    return this.#states[column]!.heldMs.at(-1)![row]!;
  }

  /** First moment of each update within the state that began at `stateSinceMs`, ms; ∞ where it never came. */
  heldWithin(column: number, stateSinceMs: number): Float64Array {
    const { sinceMs, heldMs } = this.#states[column]!;
    return heldMs[sinceMs.lastIndexOf(stateSinceMs)]!;
  }

  #hold(row: number | undefined, node: number, ms: number, hops: number): void {
    const column = this.#columns.get(node);
    if (row === undefined || column === undefined) return; // A phantom, or a node that is none: counted elsewhere.
    const { sinceMs, heldMs } = this.#states[column]!;
    const state =
      heldMs[
        Math.max(
          0,
          sinceMs.findLastIndex((from) => from <= ms),
        )
      ]!;
    state[row] = Math.min(state[row]!, ms);
    const pair = row * this.nodes.length + column;
    if (ms >= this.#firstMs[pair]!) return;
    this.#firstMs[pair] = ms;
    this.#hops[pair] = hops;
  }

  /** Walks the known updates of a life, never the range's bounds: those come from a node and may be absurd. */
  #addSuperseded({ supersessions }: JournalIndex): void {
    if (supersessions.length === 0) return;
    const ofLife = updatesByLife(this.updates);
    for (const { node, event } of supersessions) {
      const list = ofLife.get(lifeKey(event.origin, event.incarnation)) ?? [];
      for (let at = firstFrom(list, event.fromSeq); at < list.length; at += 1) {
        const { seq, name } = list[at]!;
        if (seq > event.toSeq) break;
        this.#hold(this.#rows.get(name), node, event.tMs, 0);
      }
    }
  }
}

interface StateTable {
  /** When each state of the node began, ascending. */
  readonly sinceMs: readonly number[];
  /** By state, then by update. */
  readonly heldMs: readonly Float64Array[];
}

function stateTable(lives: Lives, node: number, updates: number): StateTable {
  const begun = lives.of(node).map(({ stateSinceMs }) => stateSinceMs);
  const sinceMs = begun.length > 0 ? [...new Set(begun)] : [Number.NEGATIVE_INFINITY];
  return { sinceMs, heldMs: sinceMs.map(() => new Float64Array(updates).fill(Number.POSITIVE_INFINITY)) };
}

/** Position of the first update with a number ≥ `seq`, by bisection. */
function firstFrom(list: readonly KnownUpdate[], seq: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
