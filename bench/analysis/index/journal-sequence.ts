import type { RunEvent } from '../../journal/journal-event.js';

/**
 * Whether the lines of a journal stand in the order in which they were written: the harness numbers its lines, and each node the events of an
 * incarnation. Lines without a number, of hand-made journals and of versions before 0.2, have no order.
 */
export class JournalSequence {
  #line = -1;
  #moved = 0;
  /** By node, the number of its last event, how often the numbers fell, and its incarnation. */
  readonly #nodes = new Map<number, { seq: number; falls: number; incarnation: number }>();

  see(event: RunEvent): void {
    if (event.line === undefined) return;
    if (event.line < this.#line) this.#moved += 1;
    this.#line = event.line;
    if (event.type === 'event') this.#seeNode(event.node, event.event.seq);
    if (event.type === 'node' && event.change === 'up') {
      const node = this.#of(event.node);
      node.incarnation = Math.max(node.incarnation, event.incarnation ?? 1);
    }
  }

  /** So many lines stand behind one that was written later; by their numbers, or by those of a node's events. */
  outOfOrder(): number {
    // A new incarnation counts from 1.
    const falls = [...this.#nodes.values()].map((node) => Math.max(0, node.falls - (node.incarnation - 1)));
    return Math.max(
      this.#moved,
      falls.reduce((sum, one) => sum + one, 0),
    );
  }

  #seeNode(id: number, seq: number): void {
    const node = this.#of(id);
    if (seq <= node.seq) node.falls += 1;
    node.seq = seq;
  }

  #of(id: number): { seq: number; falls: number; incarnation: number } {
    const known = this.#nodes.get(id);
    if (known) return known;
    const fresh = { seq: 0, falls: 0, incarnation: 1 };
    this.#nodes.set(id, fresh);
    return fresh;
  }
}
