import type { Numbering } from './numbering.js';

/** A map of names that have numbers; its order is theirs. */
export class NumberedMap<N, V extends object> {
  readonly #numbering: Numbering<N>;
  readonly #values: (V | undefined)[] = [];
  #size = 0;

  constructor(numbering: Numbering<N>) {
    this.#numbering = numbering;
  }

  get size(): number {
    return this.#size;
  }

  get(name: N): V | undefined {
    const number = this.#numbering.of(name);
    // Reading beyond the end of a list is slow.
    return number === undefined || number >= this.#values.length ? undefined : this.#values[number];
  }

  set(name: N, value: V): void {
    const number = this.#numbering.give(name);
    const values = this.#values;
    while (values.length <= number) values.push(undefined);
    if (values[number] === undefined) this.#size++;
    values[number] = value;
  }

  delete(name: N): void {
    const number = this.#numbering.of(name);
    if (number === undefined || number >= this.#values.length || this.#values[number] === undefined) return;
    this.#size--;
    this.#values[number] = undefined;
  }

  clear(): void {
    for (let number = 0; number < this.#values.length; number++) this.#values[number] = undefined;
    this.#size = 0;
  }

  *values(): IterableIterator<V> {
    for (const value of this.#values) if (value !== undefined) yield value;
  }
}
