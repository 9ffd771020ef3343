/** A set of a cluster's nodes, 0 to n − 1, at a bit each. Numbers that are none of them are never in it. */
export class NodeSet {
  readonly #nodes: number;
  readonly #words: Uint32Array;
  #size = 0;

  /** Empty; for clusters of so many nodes. */
  constructor(nodes: number) {
    this.#nodes = nodes;
    this.#words = new Uint32Array(Math.ceil(nodes / 32));
  }

  static all(nodes: number): NodeSet {
    const set = new NodeSet(nodes);
    for (let node = 0; node < nodes; node += 1) set.add(node);
    return set;
  }

  get size(): number {
    return this.#size;
  }

  has(node: number): boolean {
    return node >= 0 && node < this.#nodes && (this.#words[node >>> 5]! & (1 << (node & 31))) !== 0;
  }

  /** Whether it was not in it before. */
  add(node: number): boolean {
    if (!(node >= 0 && node < this.#nodes) || this.has(node)) return false;
    this.#words[node >>> 5]! |= 1 << (node & 31);
    this.#size += 1;
    return true;
  }

  delete(node: number): void {
    if (!this.has(node)) return;
    this.#words[node >>> 5]! &= ~(1 << (node & 31));
    this.#size -= 1;
  }

  /** How many are in both. */
  sharedWith(other: NodeSet): number {
    const [ours, theirs] = [this.#words, other.#words];
    let shared = 0;
    for (let at = 0; at < ours.length; at += 1) shared += ones(ours[at]! & (theirs[at] ?? 0));
    return shared;
  }

  /** Ascending. */
  *[Symbol.iterator](): Generator<number> {
    for (let node = 0; node < this.#nodes; node += 1) if (this.has(node)) yield node;
  }
}

/** Bits that are set in a word (Hacker's Delight, section 5-1). */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const nibbles = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
