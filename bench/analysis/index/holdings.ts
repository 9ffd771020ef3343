import { incarnationKey } from '../../journal/update-name.js';
import type { Uptimes } from '../timeline/uptimes.js';
import type { JournalIndex } from './journal-index.js';
import { type KnownUpdate, updatesByIncarnation } from './updates.js';

/**
 * When each node first held each update, and in which of its states. A node that restarts empty begins a new state, in
 * which it holds nothing yet.
 */
export class Holdings {
  readonly updates: readonly KnownUpdate[];
  readonly nodes: readonly number[];
  readonly #firstMs: Float64Array;
  readonly #hops: Int32Array;
  /** Only of nodes with more than one state, by column: all others hold what they ever held. */
  readonly #states: ReadonlyMap<number, StateTable>;
  readonly #rows: ReadonlyMap<string, number>;
  readonly #uptimes: Uptimes;

  /** @param supersedes nodes keep one value a key: who has a newer write to a key holds the older ones, too. */
  constructor(updates: readonly KnownUpdate[], index: JournalIndex, uptimes: Uptimes, supersedes = false) {
    this.updates = updates;
    this.nodes = uptimes.nodes;
    const pairs = updates.length * uptimes.nodes.length;
    this.#firstMs = new Float64Array(pairs).fill(Number.POSITIVE_INFINITY);
    this.#hops = new Int32Array(pairs);
    this.#states = stateTables(uptimes, updates.length);
    this.#rows = new Map(updates.map(({ name }, row) => [name, row]));
    this.#uptimes = uptimes;
    for (const { name, origin, t0Ms } of updates) this.#hold(this.#rows.get(name), origin, t0Ms, 0);
    this.#addReceived(index);
    this.#addSuperseded(index);
    if (supersedes) this.#addOlderWrites();
  }

  /** First moment, ms; ∞ where it never held it. */
  firstMs(row: number, column: number): number {
    return this.#firstMs[row * this.nodes.length + column]!;
  }

  /** Links that the first copy crossed; 0 at the origin, and for an update that was superseded before it came. */
  hops(row: number, column: number): number {
    return this.#hops[row * this.nodes.length + column]!;
  }

  /** First moment within the node's last state, ms; ∞ where a restart made it forget, and it did not receive the update again. */
  presentMs(row: number, column: number): number {
    const states = this.#statesOf(column);
    return states ? states.heldMs.at(-1)![row]! : this.firstMs(row, column);
  }

  /** First moment of each update within the state that began at `stateSinceMs`, ms; ∞ where it never came. */
  heldWithin(column: number, stateSinceMs: number): Float64Array {
    const states = this.#statesOf(column);
    if (states) return states.heldMs[states.sinceMs.lastIndexOf(stateSinceMs)]!;
    return Float64Array.from(this.updates, (_, row) => this.firstMs(row, column));
  }

  #statesOf(column: number): StateTable | undefined {
    return this.#states.size === 0 ? undefined : this.#states.get(column);
  }

  #hold(row: number | undefined, node: number, ms: number, hops: number): void {
    const column = this.#uptimes.columnOf(node);
    if (row === undefined || column === undefined) return; // A phantom, or a node that is none: counted elsewhere.
    const states = this.#statesOf(column);
    if (states) holdIn(states, row, ms);
    const pair = row * this.nodes.length + column;
    if (ms >= this.#firstMs[pair]!) return;
    this.#firstMs[pair] = ms;
    this.#hops[pair] = hops;
  }

  #addReceived({ receipts }: JournalIndex): void {
    for (const { length, node, tMs, hops, update, updates } of receipts) {
      const rows = updates.map((name) => this.#rows.get(name));
      for (let at = 0; at < length; at += 1) this.#hold(rows[update[at]!], node[at]!, tMs[at]!, hops[at]!);
    }
  }

  /** A node that has a newer write to a key may never get the older ones: it holds them from then on. */
  #addOlderWrites(): void {
    for (const writes of contestedKeys(this.updates)) {
      for (const [column, node] of this.nodes.entries()) {
        let newerMs = Number.POSITIVE_INFINITY;
        for (const { name } of writes) {
          const row = this.#rows.get(name)!;
          if (newerMs < this.firstMs(row, column)) this.#hold(row, node, newerMs, 0);
          newerMs = Math.min(newerMs, this.firstMs(row, column));
        }
      }
    }
  }

  /** Walks the known updates of an incarnation, never the range's bounds: those come from a node and may be absurd. */
  #addSuperseded({ supersessions }: JournalIndex): void {
    if (supersessions.length === 0) return;
    const ofLife = updatesByIncarnation(this.updates);
    for (const { node, event } of supersessions) {
      const list = ofLife.get(incarnationKey(event.origin, event.incarnation)) ?? [];
      for (let at = firstFrom(list, event.fromSeq); at < list.length; at += 1) {
        const { seq, name } = list[at]!;
        if (seq > event.toSeq) break;
        this.#hold(this.#rows.get(name), node, event.tMs, 0);
      }
    }
  }
}

/** The writes to each key that was written more than once, newest first. */
function contestedKeys(updates: readonly KnownUpdate[]): KnownUpdate[][] {
  const ofKey = new Map<string, KnownUpdate[]>();
  for (const update of updates) {
    const known = ofKey.get(update.key);
    if (known) known.push(update);
    else ofKey.set(update.key, [update]);
  }
  // They are sorted by time.
  return [...ofKey.values()].filter(({ length }) => length > 1).map((writes) => writes.reverse());
}

interface StateTable {
  /** When each state of the node began, ascending. */
  readonly sinceMs: readonly number[];
  /** By state, then by update. */
  readonly heldMs: readonly Float64Array[];
}

function stateTables(uptimes: Uptimes, updates: number): ReadonlyMap<number, StateTable> {
  const tables = new Map<number, StateTable>();
  for (const [column, node] of uptimes.nodes.entries()) {
    const ofNode = uptimes.of(node);
    if (ofNode.length < 2) continue;
    const sinceMs = [...new Set(ofNode.map(({ stateSinceMs }) => stateSinceMs))];
    if (sinceMs.length < 2) continue;
    const heldMs = sinceMs.map(() => new Float64Array(updates).fill(Number.POSITIVE_INFINITY));
    tables.set(column, { sinceMs, heldMs });
  }
  return tables;
}

/** In the state that the node was in then; what came before its first one counts for that. */
function holdIn({ sinceMs, heldMs }: StateTable, row: number, ms: number): void {
  const begun = sinceMs.findLastIndex((from) => from <= ms);
  const state = heldMs[Math.max(0, begun)]!;
  state[row] = Math.min(state[row]!, ms);
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
