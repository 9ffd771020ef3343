import type { NodeEvent } from '../contract/events.js';

type WithoutSeq<E> = E extends unknown ? Omit<E, 'seq'> : never;
export type UnnumberedEvent = WithoutSeq<NodeEvent>;

export interface JournalPage {
  readonly events: readonly NodeEvent[];
  readonly next: number;
  readonly lost: number;
}

/**
 * The node's journal: numbered from 1 without gaps, and bounded. Asking from a number on tells that all before it has
 * been received, and frees it; when more than `capacity` are unread, the oldest are lost, and counted.
 */
export class JournalBuffer {
  readonly #capacity: number;
  #events: (NodeEvent | undefined)[] = [];
  /** Index in `#events` of the oldest event kept. */
  #head = 0;
  #next = 1;
  #lost = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  append(event: UnnumberedEvent): void {
    if (this.#kept() >= this.#capacity) {
      this.#drop();
      this.#lost += 1;
    }
    this.#events.push({ seq: this.#next, ...event });
    this.#next += 1;
  }

  /** A `from` beyond the end is a reader that speaks of an earlier incarnation of this node: it gets this one from its start. */
  read(from: number, limit: number): JournalPage {
    const acknowledged = from > this.#next ? 1 : from;
    while (this.#kept() > 0 && this.#next - this.#kept() < acknowledged) this.#drop();
    const events = this.#events.slice(this.#head, this.#head + limit) as NodeEvent[];
    return { events, next: this.#next - this.#kept() + events.length, lost: this.#lost };
  }

  #kept(): number {
    return this.#events.length - this.#head;
  }

  #drop(): void {
    this.#events[this.#head] = undefined;
    this.#head += 1;
    // The freed front is cut off when it is half of the array, so that dropping costs constant time on average.
    if (this.#head * 2 > this.#events.length) {
      this.#events = this.#events.slice(this.#head);
      this.#head = 0;
    }
  }
}
