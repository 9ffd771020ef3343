import type { NodeId } from '../types.js';

/** Numbers of a row: how many holders are known, and these. */
export const holdersWidth = 16;

/** In a cluster so large that more would matter, the same peer is hardly met twice while a rumor is hot. */
const most = holdersWidth - 1;

/** No row. */
export const noRow = 0;

/**
 * Of each rumor of a node, or of many in one process, the peers that are known to hold it: from whom it came, and to whom it was sent. A row of
 * numbers for each, since they are looked through for every contact.
 */
export class Holders {
  /** Somebody else's numbers: rows above 0 are in there, wherever their owners have room for them. */
  readonly #owned: Int32Array;
  /** Rows below 0. */
  #numbers = new Int32Array(holdersWidth);
  #lastRow = noRow;
  readonly #free: number[] = [];

  constructor(owned: Int32Array = new Int32Array(0)) {
    this.#owned = owned;
  }

  /** A row without holders. @param owned the first number of one that its owner does not use. */
  takeRow(owned = noRow): number {
    const row = owned === noRow ? (this.#free.pop() ?? this.#unusedRow()) : owned;
    this.#numbersOf(row)[Math.abs(row)] = 0;
    return row;
  }

  giveBack(row: number): void {
    if (row < 0) this.#free.push(row);
  }

  /** Has a row brought into the processor's cache; returns nothing of worth. */
  fetch(row: number): number {
    return this.#numbersOf(row)[Math.abs(row)]!;
  }

  has(row: number, peer: NodeId): boolean {
    const numbers = this.#numbersOf(row);
    const first = Math.abs(row) + 1;
    const end = first + numbers[first - 1]!;
    for (let at = first; at < end; at++) if (numbers[at] === peer) return true;
    return false;
  }

  note(row: number, peer: NodeId): void {
    const numbers = this.#numbersOf(row);
    const first = Math.abs(row);
    const count = numbers[first]!;
    if (count === most || this.has(row, peer)) return;
    numbers[first] = count + 1;
    numbers[first + 1 + count] = peer;
  }

  #numbersOf(row: number): Int32Array {
    return row > 0 ? this.#owned : this.#numbers;
  }

  #unusedRow(): number {
    this.#lastRow -= holdersWidth;
    if (holdersWidth - this.#lastRow > this.#numbers.length) this.#grow();
    return this.#lastRow;
  }

  #grow(): void {
    const numbers = new Int32Array(this.#numbers.length * 2);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }
}
