/** Entries for which there is room at first; it doubles whenever it is full. */
const initialCapacity = 1024;

/** Children of a node of the heap: with four, a heap of a million is ten levels deep, and siblings share a cache line. */
const arity = 4;

/**
 * Events in order of virtual time; those of the same moment in the order in which they were put in. A 4-ary heap on typed
 * arrays: what moves are numbers, the events themselves stay in their slots.
 */
export class EventQueue<E> {
  #times = new Float64Array(initialCapacity);
  #orders = new Float64Array(initialCapacity);
  #slots = new Int32Array(initialCapacity);
  #size = 0;
  #puts = 0;
  readonly #events: (E | undefined)[] = [];
  readonly #freeSlots: number[] = [];

  get size(): number {
    return this.#size;
  }

  /** When the next event is due, ms; Infinity where there is none. */
  get nextMs(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#times[0]!;
  }

  put(atMs: number, event: E): void {
    if (this.#size === this.#times.length) this.#grow();
    const slot = this.#freeSlots.pop() ?? this.#events.length;
    this.#events[slot] = event;
    this.#puts += 1;
    this.#size += 1;
    this.#siftUp(this.#size - 1, atMs, this.#puts, slot);
  }

  /** The next event; undefined where there is none. */
  take(): E | undefined {
    if (this.#size === 0) return undefined;
    const slot = this.#slots[0]!;
    const event = this.#events[slot];
    this.#events[slot] = undefined;
    this.#freeSlots.push(slot);
    this.#size -= 1;
    const last = this.#size;
    if (last > 0) this.#siftDown(this.#times[last]!, this.#orders[last]!, this.#slots[last]!);
    return event;
  }

  /** Moves the hole at `at` up to where this entry belongs, and puts it there. */
  #siftUp(at: number, timeMs: number, order: number, slot: number): void {
    let hole = at;
    while (hole > 0) {
      const parent = Math.floor((hole - 1) / arity);
      if (!this.#isAfter(parent, timeMs, order)) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#set(hole, timeMs, order, slot);
  }

  /** Moves the hole at the root down to where this entry belongs, and puts it there. */
  #siftDown(timeMs: number, order: number, slot: number): void {
    let hole = 0;
    for (;;) {
      const child = this.#firstChild(hole);
      if (child < 0 || this.#isAfter(child, timeMs, order)) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#set(hole, timeMs, order, slot);
  }

  /** The child that is due first; -1 where there is none. */
  #firstChild(of: number): number {
    const from = of * arity + 1;
    if (from >= this.#size) return -1;
    const end = Math.min(from + arity, this.#size);
    let first = from;
    for (let child = from + 1; child < end; child++) {
      if (this.#isAfter(first, this.#times[child]!, this.#orders[child]!)) first = child;
    }
    return first;
  }

  #isAfter(at: number, timeMs: number, order: number): boolean {
    const atMs = this.#times[at]!;
    return atMs > timeMs || (atMs === timeMs && this.#orders[at]! > order);
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#times[from]!, this.#orders[from]!, this.#slots[from]!);
  }

  #set(at: number, timeMs: number, order: number, slot: number): void {
    this.#times[at] = timeMs;
    this.#orders[at] = order;
    this.#slots[at] = slot;
  }

  #grow(): void {
    const capacity = this.#times.length * 2;
    const [times, orders, slots] = [this.#times, this.#orders, this.#slots];
    this.#times = new Float64Array(capacity);
    this.#orders = new Float64Array(capacity);
    this.#slots = new Int32Array(capacity);
    this.#times.set(times);
    this.#orders.set(orders);
    this.#slots.set(slots);
  }
}
