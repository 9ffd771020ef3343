import type { ExchangeId, NodeId } from '../types.js';
import type { ContactRole, Rumor } from './rumor.js';

/** Rumors that were sent, for whose feedback a node waits. */
export interface Awaited {
  readonly peer: NodeId;
  readonly rumors: readonly Rumor[];
  readonly role: ContactRole;
  /** When the wait is over, ms; infinite where the end of the exchange is. */
  readonly untilMs: number;
}

/** The feedback that a node waits for, by the exchange that is to bring it. */
export class AwaitedFeedback {
  #awaited = new Map<ExchangeId, Awaited>();

  get size(): number {
    return this.#awaited.size;
  }

  /** In place of what was awaited on the same exchange. */
  add(exchange: ExchangeId, awaited: Awaited): void {
    this.#awaited.set(exchange, awaited);
  }

  /** It has come, or will not. */
  take(exchange: ExchangeId): Awaited | undefined {
    const awaited = this.#awaited.get(exchange);
    if (awaited !== undefined) this.#awaited.delete(exchange);
    return awaited;
  }

  forEach(look: (awaited: Awaited, exchange: ExchangeId) => void): void {
    this.#awaited.forEach(look);
  }

  /**
   * Gives up what is overdue, since nobody reports to a responder that its exchange failed, and a peer may answer with something else; and what
   * concerns no hot rumor any more, of which nothing can be learnt.
   */
  forgetOverdue(nowMs: number): void {
    if (this.#awaited.size === 0) return;
    for (const [exchange, { rumors, untilMs }] of this.#awaited) {
      if (untilMs <= nowMs || !rumors.some(({ isHot }) => isHot)) this.#awaited.delete(exchange);
    }
  }

  clear(): void {
    if (this.#awaited.size > 0) this.#awaited = new Map();
  }
}
