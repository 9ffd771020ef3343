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

/** The feedback that a node waits for, in order of time: little at a time. */
export class AwaitedFeedback {
  #awaited: Awaited[] = [];

  add(awaited: Awaited): void {
    this.#awaited.push(awaited);
  }

  /** It has come, or will not. */
  take(exchange: ExchangeId): Awaited | undefined {
    const at = this.#awaited.findIndex((awaited) => awaited.exchange === exchange);
    return at < 0 ? undefined : this.#awaited.splice(at, 1)[0];
  }

  forgetOverdue(nowMs: number): void {
    while (this.#awaited.length > 0 && this.#awaited[0]!.untilMs <= nowMs) this.#awaited.shift();
  }

  forgetAll(): void {
    if (this.#awaited.length > 0) this.#awaited = [];
  }

  /** Whether a row has room for it: all on pushes of this one rumor. */
  fits(rumor: Rumor | undefined): boolean {
    if (this.#awaited.length > mostInRow) return false;
    return this.#awaited.every(
      ({ rumors, role }) => role === 'push' && rumors.length === 1 && rumors[0] === rumor,
    );
  }

  saveTo(rows: NodeRows): void {
    rows.put(this.#awaited.length);
    for (const { exchange, peer, untilMs } of this.#awaited) {
      rows.put(exchange);
      rows.put(peer);
      rows.putTime(untilMs);
    }
  }

  loadFrom(rows: NodeRows, rumor: Rumor | undefined): void {
    this.forgetAll();
    const rumors = rumor === undefined ? [] : [rumor];
    for (let left = rows.get(); left > 0; left -= 1) {
      const exchange = rows.get();
      const peer = rows.get();
      this.#awaited.push({ exchange, peer, rumors, role: 'push', untilMs: rows.getTime() });
    }
  }
}
