import type { NodeRows } from '../rows/node-rows.js';
import type { ExchangeId, NodeId } from '../types.js';
import type { ContactRole, Rumor } from './rumor.js';

/** Rumors that were sent, for whose feedback a node waits. */
export interface Awaited {
  readonly exchange: ExchangeId;
  readonly peer: NodeId;
  readonly rumors: readonly Rumor[];
  readonly role: ContactRole;
  /** When a responder stops waiting: nobody tells it that its exchange failed. */
  readonly untilMs: number;
}

/** So many a row has room for: the contacts of one round. */
const mostInRow = 4;

/** The feedback that a node waits for, in order of time. */
export class AwaitedFeedback {
  readonly #awaited = new Map<ExchangeId, Awaited>();

  /** In place of what was awaited on the same exchange. */
  add(awaited: Awaited): void {
    this.#awaited.set(awaited.exchange, awaited);
  }

  /** It has come, or will not. */
  take(exchange: ExchangeId): Awaited | undefined {
    const awaited = this.#awaited.get(exchange);
    if (awaited !== undefined) this.#awaited.delete(exchange);
    return awaited;
  }

  forgetOverdue(nowMs: number): void {
    if (this.#awaited.size === 0) return;
    for (const { exchange, untilMs } of this.#awaited.values()) {
      if (untilMs > nowMs) return;
      this.#awaited.delete(exchange);
    }
  }

  forgetAll(): void {
    if (this.#awaited.size > 0) this.#awaited.clear();
  }

  /** Whether a row has room for it: all on pushes of this one rumor. */
  fits(rumor: Rumor | undefined): boolean {
    if (this.#awaited.size === 0) return true;
    if (this.#awaited.size > mostInRow) return false;
    for (const { rumors, role } of this.#awaited.values()) {
      if (role !== 'push' || rumors.length !== 1 || rumors[0] !== rumor) return false;
    }
    return true;
  }

  saveTo(rows: NodeRows): void {
    rows.put(this.#awaited.size);
    if (this.#awaited.size === 0) return;
    for (const { exchange, peer, untilMs } of this.#awaited.values()) {
      rows.put(exchange);
      rows.put(peer);
      rows.putTime(untilMs);
    }
  }

  loadFrom(rows: NodeRows, rumor: Rumor | undefined): void {
    this.forgetAll();
    let left = rows.get();
    if (left === 0 || rumor === undefined) return;
    for (const rumors = [rumor]; left > 0; left -= 1) {
      const exchange = rows.get();
      const peer = rows.get();
      this.add({ exchange, peer, rumors, role: 'push', untilMs: rows.getTime() });
    }
  }
}
