import type { NodeId } from '../../types.js';

const wordBits = 32;

/** A set of nodes at a bit each: the ids of a roster are small. Grows with the largest. */
export class IdSet {
  #words = new Uint32Array(1);

  has(id: NodeId): boolean {
    return ((this.#words[Math.floor(id / wordBits)] ?? 0) & (1 << (id % wordBits))) !== 0;
  }

  add(id: NodeId): void {
    const word = Math.floor(id / wordBits);
    if (word >= this.#words.length) this.#grow(word);
    this.#words[word]! |= 1 << (id % wordBits);
  }

  delete(id: NodeId): void {
    if (this.has(id)) this.#words[Math.floor(id / wordBits)]! &= ~(1 << (id % wordBits));
  }

  #grow(word: number): void {
    const words = new Uint32Array(Math.max(word + 1, 2 * this.#words.length));
    words.set(this.#words);
    this.#words = words;
  }
}
