import type { NodeId } from '../types.js';

/** Numbers of a row: how many holders are known, and these. */
const width = 16;

/** In a cluster so large that more would matter, the same peer is hardly met twice while a rumor is hot. */
const most = width - 1;

/** No row: they are numbered from 1 on. */
export const noRow = 0;

/**
 * Of each rumor of a node, or of many in one process, the peers that are known to hold it: from whom it came, and to whom it was sent. A row of
 * numbers for each, since they are looked through for every contact.
 */
export class Holders {
  #numbers = new Int32Array(2 * width);
  #lastRow = noRow;
  readonly #free: number[] = [];

  /** A row without holders. */
  takeRow(): number {
    const row = this.#free.pop() ?? this.#unusedRow();
    this.#numbers[row * width] = 0;
    return row;
  }

  giveBack(row: number): void {
    this.#free.push(row);
  }

  /** Has a row brought into the processor's cache; returns nothing of worth. */
  fetch(row: number): number {
    return this.#numbers[row * width]!;
  }

  has(row: number, peer: NodeId): boolean {
    const numbers = this.#numbers;
    const first = row * width + 1;
    const end = first + numbers[first - 1]!;
    for (let at = first; at < end; at++) if (numbers[at] === peer) return true;
    return false;
  }

  note(row: number, peer: NodeId): void {
    const count = this.#numbers[row * width]!;
    if (count === most || this.has(row, peer)) return;
    this.#numbers[row * width] = count + 1;
    this.#numbers[row * width + 1 + count] = peer;
  }

  #unusedRow(): number {
    this.#lastRow++;
    if ((this.#lastRow + 1) * width > this.#numbers.length) this.#grow();
    return this.#lastRow;
  }

  #grow(): void {
    const numbers = new Int32Array(this.#numbers.length * 2);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }
}
