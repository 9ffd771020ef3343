const mostNames = 1 << 18;

/** Names of updates that came, the newest of them: one that was published twice is received once. */
export class Names {
  #names = new Set();

  /** Whether the name is new. */
  add(name) {
    if (this.#names.has(name)) return false;
    this.#names.add(name);
    if (this.#names.size > mostNames) this.#names.delete(this.#names.values().next().value);
    return true;
  }
}
