import type { Exchange } from './exchange.js';

/**
 * The exchanges whose initiators wait for an answer, by their deadlines: a list through the exchanges themselves, since hardly one of
 * millions comes to its deadline, and those that are over must leave nothing behind.
 */
export class Timeouts {
  /** No deadline is before it, ms. To be read only; as a property, since it is read for every event. */
  notBeforeMs = Number.POSITIVE_INFINITY;
  #first: Exchange | undefined;
  #last: Exchange | undefined;

  /** The next deadline, ms; Infinity where nobody waits. */
  get nextMs(): number {
    this.notBeforeMs = this.#first?.deadlineMs ?? Number.POSITIVE_INFINITY;
    return this.notBeforeMs;
  }

  /** Place of the next deadline among events of the same moment. */
  get nextOrder(): number {
    return this.#first?.timeoutOrder ?? 0;
  }

  /** From now on its deadline is watched, as it is set; whatever was before. */
  put(exchange: Exchange, order: number): void {
    this.remove(exchange);
    exchange.timeoutOrder = order;
    exchange.isListed = true;
    // Mostly all wait equally long, and the newest deadline is the last.
    let before = this.#last;
    while (before !== undefined && before.deadlineMs > exchange.deadlineMs) before = before.before;
    this.#insert(exchange, before);
  }

  remove(exchange: Exchange): void {
    if (!exchange.isListed) return;
    const { before, after } = exchange;
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    exchange.before = undefined;
    exchange.after = undefined;
    exchange.isListed = false;
  }

  /** The one whose deadline is next, which is no longer watched. */
  take(): Exchange | undefined {
    const exchange = this.#first;
    if (exchange === undefined) return undefined;
    this.remove(exchange);
    return exchange;
  }

  *[Symbol.iterator](): IterableIterator<Exchange> {
    for (let exchange = this.#first; exchange !== undefined; exchange = exchange.after) yield exchange;
  }

  #insert(exchange: Exchange, before: Exchange | undefined): void {
    const after = before === undefined ? this.#first : before.after;
    exchange.before = before;
    exchange.after = after;
    if (before !== undefined) before.after = exchange;
    else {
      this.#first = exchange;
      this.notBeforeMs = exchange.deadlineMs;
    }
    if (after === undefined) this.#last = exchange;
    else after.before = exchange;
  }
}
