interface Task {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** Tasks in order of virtual time; those of the same moment in the order in which they came. A binary heap. */
export class EventQueue {
  nowMs = 0;
  readonly #heap: Task[] = [];
  #count = 0;

  after(delayMs: number, run: () => void): void {
    this.#count++;
    this.#heap.push({ atMs: this.nowMs + delayMs, order: this.#count, run });
    this.#siftUp(this.#heap.length - 1);
  }

  /** Runs the next task if it is due by `untilMs`; otherwise moves the time there and answers false. */
  runNext(untilMs: number): boolean {
    const next = this.#heap[0];
    if (next === undefined || next.atMs > untilMs) {
      this.nowMs = untilMs;
      return false;
    }
    const last = this.#heap.pop()!;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#siftDown(0);
    }
    this.nowMs = next.atMs;
    next.run();
    return true;
  }

  #siftUp(start: number): void {
    let at = start;
    while (at > 0 && this.#before(at, (at - 1) >> 1)) {
      this.#swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  }

  #siftDown(start: number): void {
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#heap.length) return;
      if (child + 1 < this.#heap.length && this.#before(child + 1, child)) child++;
      if (!this.#before(child, at)) return;
      this.#swap(child, at);
      at = child;
    }
  }

  #before(a: number, b: number): boolean {
    const [left, right] = [this.#heap[a]!, this.#heap[b]!];
    return left.atMs - right.atMs < 0 || (left.atMs === right.atMs && left.order < right.order);
  }

  #swap(a: number, b: number): void {
    const held = this.#heap[a]!;
    this.#heap[a] = this.#heap[b]!;
    this.#heap[b] = held;
  }
}
