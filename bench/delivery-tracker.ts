import type { NodeEvent } from '../nodes/contract/events.js';

/**
 * Counts, while the run goes on, at how many nodes each update is held, so that a phase knows when everything has
 * arrived. The figures themselves are computed afterwards, from the journal.
 */
export class DeliveryTracker {
  readonly #nodes: number;
  readonly #holders = new Map<string, Set<number>>();
  #heldPairs = 0;

  constructor(nodes: number) {
    this.#nodes = nodes;
  }

  /** Updates known so far. */
  get updates(): number {
    return this.#holders.size;
  }

  /** Pairs (update, node other than its origin) that hold. */
  get held(): number {
    return this.#heldPairs;
  }

  get expected(): number {
    return this.#holders.size * (this.#nodes - 1);
  }

  get complete(): boolean {
    return this.#heldPairs >= this.expected;
  }

  /** `accepted` at its origin; also told by the client's answer, which may come before or after the journal's line. */
  accepted(update: string): void {
    if (!this.#holders.has(update)) this.#holders.set(update, new Set());
  }

  observe(node: number, event: NodeEvent): void {
    if (event.type === 'write') this.accepted(event.update);
    else if (event.type === 'receive') this.#hold(event.update, node);
    else if (event.type === 'supersede') {
      for (let seq = event.fromSeq; seq <= event.toSeq; seq += 1) {
        this.#hold(`${event.origin}.${event.incarnation}.${seq}`, node);
      }
    }
  }

  #hold(update: string, node: number): void {
    this.accepted(update);
    const holders = this.#holders.get(update)!;
    if (holders.has(node)) return;
    holders.add(node);
    this.#heldPairs += 1;
  }
}
