interface KeyWrites {
  /** In the order in which they are known to be accepted. */
  readonly updates: string[];
  /** How many of them each node has, or had something newer for. */
  readonly passed: Map<number, number>;
}

/** Of nodes that keep one value a key: which older writes a node need not get any more, since it has a newer one. */
export class OlderWrites {
  readonly #byKey = new Map<string, KeyWrites>();
  readonly #places = new Map<string, { readonly writes: KeyWrites; readonly place: number }>();

  written(update: string, key: string): void {
    if (this.#places.has(update)) return;
    const writes = this.#byKey.get(key) ?? { updates: [], passed: new Map<number, number>() };
    this.#byKey.set(key, writes);
    this.#places.set(update, { writes, place: writes.updates.push(update) - 1 });
  }

  /** The older writes that a node holds since it has this one, each of them once. */
  heldWith(update: string, node: number): readonly string[] {
    const found = this.#places.get(update);
    if (!found) return [];
    const { writes, place } = found;
    const passed = writes.passed.get(node) ?? 0;
    if (place < passed) return [];
    writes.passed.set(node, place + 1);
    return writes.updates.slice(passed, place);
  }

  /** It has ended, and what it held is gone. */
  forgets(node: number): void {
    for (const { passed } of this.#byKey.values()) passed.delete(node);
  }
}
