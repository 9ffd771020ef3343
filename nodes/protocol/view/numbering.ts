/**
 * Gives names (keys, origins) small numbers, from 0 on in the order in which they come. Views in one process may share one: what each of them
 * has is then a list by number, where a map of its own would take several times the memory.
 */
export class Numbering<N> {
  readonly #numbers = new Map<N, number>();

  /** Undefined of a name that was never given one. */
  of(name: N): number | undefined {
    return this.#numbers.get(name);
  }

  give(name: N): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(name, number);
    return number;
  }
}
