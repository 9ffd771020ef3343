/** Entries for which there is room at first; it doubles whenever it is full. */
const initialCapacity = 256;

/** Children of an entry: with four, they share cache lines. */
const arity = 4;

/** Numbers of an entry: when it is due (ms), its place among those of the same moment, and two that are the user's own. */
export const entryWidth = 4;

/** Entries in order of time, those of the same moment in order of their places: a 4-ary heap in one array of numbers. */
export class EntryHeap {
  #entries = new Float64Array(initialCapacity * entryWidth);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** When the first entry is due, ms; Infinity where there is none. */
  get nextMs(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#entries[0]!;
  }

  /** Of the first entry. */
  get nextOrder(): number {
    return this.#entries[1]!;
  }

  /** Of the first entry: the user's first number. */
  get first(): number {
    return this.#entries[2]!;
  }

  /** Of the first entry: the user's second number. */
  get second(): number {
    return this.#entries[3]!;
  }

  put(atMs: number, order: number, first: number, second: number): void {
    if (this.#size * entryWidth === this.#entries.length) this.#grow();
    this.#size += 1;
    this.#siftUp(this.#size - 1, atMs, order, first, second);
  }

  /** Removes the first entry. */
  drop(): void {
    this.#size -= 1;
    const last = this.#size * entryWidth;
    if (last === 0) return;
    const entries = this.#entries;
    this.#siftDown(entries[last]!, entries[last + 1]!, entries[last + 2]!, entries[last + 3]!);
  }

  /** Moves the hole at `at` up to where this entry belongs, and puts it there. */
  #siftUp(at: number, atMs: number, order: number, first: number, second: number): void {
    let hole = at;
    while (hole > 0) {
      const parent = (hole - 1) >>> 2;
      if (!this.#isAfter(parent * entryWidth, atMs, order)) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#set(hole * entryWidth, atMs, order, first, second);
  }

  /** Moves the hole at the root down to where this entry belongs, and puts it there. */
  #siftDown(atMs: number, order: number, first: number, second: number): void {
    let hole = 0;
    for (;;) {
      const child = this.#firstChild(hole);
      if (child < 0 || this.#isAfter(child * entryWidth, atMs, order)) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#set(hole * entryWidth, atMs, order, first, second);
  }

  /** The child that is due first; -1 where there is none. */
  #firstChild(of: number): number {
    const from = of * arity + 1;
    if (from >= this.#size) return -1;
    const end = Math.min(from + arity, this.#size);
    const entries = this.#entries;
    let first = from;
    for (let child = from + 1; child < end; child += 1) {
      const at = child * entryWidth;
      if (this.#isAfter(first * entryWidth, entries[at]!, entries[at + 1]!)) first = child;
    }
    return first;
  }

  #isAfter(at: number, atMs: number, order: number): boolean {
    const otherMs = this.#entries[at]!;
    return otherMs > atMs || (otherMs === atMs && this.#entries[at + 1]! > order);
  }

  #move(from: number, to: number): void {
    const entries = this.#entries;
    const at = from * entryWidth;
    this.#set(to * entryWidth, entries[at]!, entries[at + 1]!, entries[at + 2]!, entries[at + 3]!);
  }

  #set(at: number, atMs: number, order: number, first: number, second: number): void {
    const entries = this.#entries;
    entries[at] = atMs;
    entries[at + 1] = order;
    entries[at + 2] = first;
    entries[at + 3] = second;
  }

  #grow(): void {
    const entries = new Float64Array(this.#entries.length * 2);
    entries.set(this.#entries);
    this.#entries = entries;
  }
}
