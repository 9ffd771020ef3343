import type { RunEvent } from '../../journal/journal-event.js';

const firstNodes = 64;

/**
 * The numbers that nodes gave their events: in each incarnation from 1 on, each once. So they are as many as the highest of them, and their sum is that of all
 * up to it; whatever else they are, some are missing. Lines without a number of their own, of hand-made journals and of versions before 0.2, are passed over.
 */
export class EventNumbers {
  /** Of each node's present incarnation: how many there were, the highest, and their sum. */
  #count = new Float64Array(firstNodes);
  #highest = new Float64Array(firstNodes);
  #sum = new Float64Array(firstNodes);
  /** By node, how many are missing in the incarnations before. */
  readonly #missing = new Map<number, number>();

  see(event: RunEvent): void {
    if (event.line === undefined) return;
    if (event.type === 'event') this.#add(event.node, event.event.seq);
    else if (event.type === 'receipts') {
      const { length, node, seq } = event.receipts;
      for (let row = 0; row < length; row += 1) this.#add(node[row]!, seq[row]!);
    } else if (event.type === 'node' && event.change === 'up') {
      // What was read of the earlier incarnation stands before this line.
      const beyond = Math.min(event.node + (event.nodes ?? 1), this.#count.length);
      for (let node = event.node; node < beyond; node += 1) this.#settle(node);
    }
  }

  /** By node, ascending, how many of its events the journal lacks at least. */
  missing(): ReadonlyMap<number, number> {
    for (let node = 0; node < this.#count.length; node += 1) this.#settle(node);
    return new Map([...this.#missing].sort(([a], [b]) => a - b));
  }

  #add(node: number, seq: number): void {
    if (node >= this.#count.length) this.#grow(node + 1);
    this.#count[node]! += 1;
    this.#sum[node]! += seq;
    if (seq > this.#highest[node]!) this.#highest[node] = seq;
  }

  #settle(node: number): void {
    const [count, highest, sum] = [this.#count[node]!, this.#highest[node]!, this.#sum[node]!];
    if (count === 0) return;
    const isWhole = count === highest && sum === (highest * (highest + 1)) / 2;
    // Numbers that come twice may stand in for others.
    if (!isWhole) this.#missing.set(node, (this.#missing.get(node) ?? 0) + Math.max(1, highest - count));
    this.#count[node] = 0;
    this.#highest[node] = 0;
    this.#sum[node] = 0;
  }

  #grow(nodes: number): void {
    const length = Math.max(nodes, 2 * this.#count.length);
    this.#count = longer(this.#count, length);
    this.#highest = longer(this.#highest, length);
    this.#sum = longer(this.#sum, length);
  }
}

function longer(before: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length);
  grown.set(before);
  return grown;
}
