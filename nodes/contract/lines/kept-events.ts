import type { JournalBatch, NodeEvent } from '../events.js';

/** An event before it has its number. */
export type NewEvent = {
  [T in NodeEvent['type']]: Omit<Extract<NodeEvent, { type: T }>, 'seq'>;
}[NodeEvent['type']];

/** So many unread events are kept: the oldest are dropped, and counted. */
const capacity = 200_000;

/** The journal of a node that has none of its own: its events, numbered as they come. */
export class KeptEvents {
  #events: NodeEvent[] = [];
  #next = 1;
  #lost = 0;

  add(event: NewEvent): void {
    this.#events.push({ ...event, seq: this.#next } as NodeEvent);
    this.#next += 1;
    if (this.#events.length < 2 * capacity) return;
    this.#lost += this.#events.length - capacity;
    this.#events = this.#events.slice(-capacity);
  }

  /** Lines that were passed over unread. */
  lose(lines: number): void {
    this.#lost += lines;
  }

  /** Events from `from` on; earlier ones are confirmed as read. */
  batch(from: number): JournalBatch {
    const first = this.#events[0]?.seq ?? this.#next;
    this.#events = this.#events.slice(Math.max(0, from - first));
    return { events: this.#events, next: this.#next, lost: this.#lost };
  }
}
