import { type EntryHeap, entryWidth } from './entry-heap.js';

/** Entries for which there is room at first; it doubles whenever it is full. */
const initialCapacity = 256;
/** So many of about the same time are put in order one by one; what is out of order among more is too much work. */
const mostOutOfOrder = 64;

/**
 * Entries that come all at once, are sorted, and are taken from the first on. Sorting takes time linear in their number where their times are
 * spread about evenly: each goes to the cell of its time, and within a cell there is hardly anything left to do.
 */
export class EntryRun {
  #unsorted = new Float64Array(initialCapacity * entryWidth);
  #entries = new Float64Array(initialCapacity * entryWidth);
  /** Of each cell: how many entries it has, and later where the next one of it goes. */
  #cells = new Int32Array(initialCapacity);
  /** Of all that were put. */
  #count = 0;
  #firstMs = 0;
  #lastMs = 0;
  /** Where the next entry is, and where the last one ends. */
  #next = 0;
  #end = 0;

  get size(): number {
    return (this.#end - this.#next) / entryWidth;
  }

  /** When the first entry is due, ms; Infinity where there is none. */
  get nextMs(): number {
    return this.#next === this.#end ? Number.POSITIVE_INFINITY : this.#entries[this.#next]!;
  }

  /** Of the first entry. */
  get nextOrder(): number {
    return this.#entries[this.#next + 1]!;
  }

  /** Of the first entry: the user's first number. */
  get first(): number {
    return this.#entries[this.#next + 2]!;
  }

  /** Of the first entry: the user's second number. */
  get second(): number {
    return this.#entries[this.#next + 3]!;
  }

  /** Removes the first entry. */
  drop(): void {
    this.#next += entryWidth;
  }

  /** Copies the users' numbers of the first entries, as many as there is room for, or all; how many that are. */
  copyFirst(firsts: Int32Array, seconds: Float64Array): number {
    const entries = this.#entries;
    const count = Math.min(this.size, firsts.length);
    for (let i = 0; i < count; i += 1) {
      const at = this.#next + i * entryWidth;
      firsts[i] = entries[at + 2]!;
      seconds[i] = entries[at + 3]!;
    }
    return count;
  }

  /** To be sorted with all others that are put; those of the same time in order of their places. Only where no sorted one is left. */
  put(atMs: number, order: number, first: number, second: number): void {
    const at = this.#count * entryWidth;
    if (at === this.#unsorted.length) this.#grow();
    const entries = this.#unsorted;
    entries[at] = atMs;
    entries[at + 1] = order;
    entries[at + 2] = first;
    entries[at + 3] = second;
    if (this.#count === 0 || atMs < this.#firstMs) this.#firstMs = atMs;
    if (this.#count === 0 || atMs > this.#lastMs) this.#lastMs = atMs;
    this.#count += 1;
  }

  /** Sorts all that were put; where that would take long, `heap` gets them. */
  sort(heap: EntryHeap): void {
    const isSpread = this.#distribute();
    if (isSpread) this.#end = this.#sortNeighbours();
    else this.#pourInto(heap);
    this.#next = 0;
    this.#count = 0;
  }

  /** Copies the entries in order of the cells of their times; whether hardly any are out of order then. */
  #distribute(): boolean {
    const count = this.#count;
    const unsorted = this.#unsorted;
    const entries = this.#entries;
    const cells = this.#cells;
    const firstMs = this.#firstMs;
    const scale = (count - 1) / (this.#lastMs - firstMs);
    const perMs = Number.isFinite(scale) ? scale : 0;
    cells.fill(0, 0, count);
    for (let at = 0; at < count * entryWidth; at += entryWidth) {
      cells[Math.floor((unsorted[at]! - firstMs) * perMs)]! += 1;
    }
    let most = 0;
    let start = 0;
    for (let cell = 0; cell < count; cell += 1) {
      const inCell = cells[cell]!;
      if (inCell > most) most = inCell;
      cells[cell] = start;
      start += inCell;
    }
    for (let at = 0; at < count * entryWidth; at += entryWidth) {
      const cell = Math.floor((unsorted[at]! - firstMs) * perMs);
      const to = cells[cell]! * entryWidth;
      cells[cell]! += 1;
      entries[to] = unsorted[at]!;
      entries[to + 1] = unsorted[at + 1]!;
      entries[to + 2] = unsorted[at + 2]!;
      entries[to + 3] = unsorted[at + 3]!;
    }
    return most <= mostOutOfOrder || this.#isInOrder();
  }

  #isInOrder(): boolean {
    for (let at = entryWidth; at < this.#count * entryWidth; at += entryWidth) {
      if (this.#isAfter(at - entryWidth, this.#entries[at]!, this.#entries[at + 1]!)) return false;
    }
    return true;
  }

  /** Moves each entry before those next to it that come after it; where the last one ends. */
  #sortNeighbours(): number {
    const entries = this.#entries;
    const end = this.#count * entryWidth;
    for (let from = entryWidth; from < end; from += entryWidth) {
      const atMs = entries[from]!;
      const order = entries[from + 1]!;
      if (!this.#isAfter(from - entryWidth, atMs, order)) continue;
      const first = entries[from + 2]!;
      const second = entries[from + 3]!;
      let to = from;
      for (; to > 0 && this.#isAfter(to - entryWidth, atMs, order); to -= entryWidth) {
        entries.copyWithin(to, to - entryWidth, to);
      }
      entries[to] = atMs;
      entries[to + 1] = order;
      entries[to + 2] = first;
      entries[to + 3] = second;
    }
    return end;
  }

  #isAfter(at: number, atMs: number, order: number): boolean {
    const otherMs = this.#entries[at]!;
    return otherMs > atMs || (otherMs === atMs && this.#entries[at + 1]! > order);
  }

  #pourInto(heap: EntryHeap): void {
    const entries = this.#entries;
    for (let at = 0; at < this.#count * entryWidth; at += entryWidth) {
      heap.put(entries[at]!, entries[at + 1]!, entries[at + 2]!, entries[at + 3]!);
    }
    this.#end = 0;
  }

  #grow(): void {
    const unsorted = new Float64Array(this.#unsorted.length * 2);
    unsorted.set(this.#unsorted);
    this.#unsorted = unsorted;
    this.#entries = new Float64Array(unsorted.length);
    this.#cells = new Int32Array(unsorted.length / entryWidth);
  }
}
