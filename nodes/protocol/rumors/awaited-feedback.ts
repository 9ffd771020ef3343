import type { ExchangeId, NodeId } from '../types.js';
import { areSomeHot, type ContactRole, type Rumor } from './rumor.js';

/** Rumors that were sent, for whose feedback a node waits. */
export interface Awaited {
  readonly peer: NodeId;
  readonly rumors: readonly Rumor[];
  readonly role: ContactRole;
  /** When the wait is over, ms; infinite where the end of the exchange is. */
  readonly untilMs: number;
}

/** The feedback that a node waits for, and the exchange that is to bring each: so few at a time that they are looked through. */
export class AwaitedFeedback {
  readonly #exchanges: ExchangeId[] = [];
  readonly #awaited: Awaited[] = [];

  get size(): number {
    return this.#awaited.length;
  }

  /** In no order. */
  get all(): readonly Awaited[] {
    return this.#awaited;
  }

  /** By place among all. */
  get exchanges(): readonly ExchangeId[] {
    return this.#exchanges;
  }

  /** In place of what was awaited on the same exchange. */
  add(exchange: ExchangeId, awaited: Awaited): void {
    this.take(exchange);
    this.#exchanges.push(exchange);
    this.#awaited.push(awaited);
  }

  /** It has come, or will not. */
  take(exchange: ExchangeId): Awaited | undefined {
    const place = this.#exchanges.indexOf(exchange);
    if (place < 0) return undefined;
    const awaited = this.#awaited[place];
    this.#remove(place);
    return awaited;
  }

  /**
   * Gives up what is overdue, since nobody reports to a responder that its exchange failed, and a peer may answer with something else; and what
   * concerns no hot rumor any more, of which nothing can be learnt.
   */
  forgetOverdue(nowMs: number): void {
    for (let place = this.size - 1; place >= 0; place--) {
      const { rumors, untilMs } = this.#awaited[place]!;
      if (untilMs <= nowMs || !areSomeHot(rumors)) this.#remove(place);
    }
  }

  clear(): void {
    while (this.size > 0) this.#remove(this.size - 1);
  }

  /** The last takes its place. */
  #remove(place: number): void {
    this.#exchanges[place] = this.#exchanges.at(-1)!;
    this.#awaited[place] = this.#awaited.at(-1)!;
    this.#exchanges.pop();
    this.#awaited.pop();
  }
}
