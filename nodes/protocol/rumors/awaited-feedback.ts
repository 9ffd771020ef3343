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

/** So many are looked through; of more each is found by its exchange. */
const few = 16;

/** The feedback that a node waits for, in order of time. Mostly it is little, and is in a list; else in a map. */
export class AwaitedFeedback {
  #few: Awaited[] = [];
  #many: Map<ExchangeId, Awaited> | undefined;

  get size(): number {
    return this.#many?.size ?? this.#few.length;
  }

  /** In place of what was awaited on the same exchange. */
  add(awaited: Awaited): void {
    this.take(awaited.exchange);
    if (this.#many === undefined && this.#few.length < few) {
      this.#few.push(awaited);
      return;
    }
    this.#many ??= new Map(this.#few.map((earlier) => [earlier.exchange, earlier]));
    this.#few = [];
    this.#many.set(awaited.exchange, awaited);
  }

  /** It has come, or will not. */
  take(exchange: ExchangeId): Awaited | undefined {
    return this.#many === undefined ? this.#takeOfFew(exchange) : this.#takeOfMany(this.#many, exchange);
  }

  forgetOverdue(nowMs: number): void {
    if (this.#many === undefined) {
      while (this.#few.length > 0 && this.#few[0]!.untilMs <= nowMs) this.#few.shift();
      return;
    }
    for (const { exchange, untilMs } of this.#many.values()) {
      if (untilMs > nowMs) return;
      this.take(exchange);
    }
  }

  forgetAll(): void {
    if (this.#few.length > 0) this.#few = [];
    this.#many = undefined;
  }

  /** Whether a row has room for it: all on pushes of this one rumor. */
  fits(rumor: Rumor | undefined): boolean {
    if (this.size > mostInRow) return false;
    for (const { rumors, role } of this.#all()) {
      if (role !== 'push' || rumors.length !== 1 || rumors[0] !== rumor) return false;
    }
    return true;
  }

  saveTo(rows: NodeRows): void {
    rows.put(this.size);
    for (const { exchange, peer, untilMs } of this.#all()) {
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

  #all(): readonly Awaited[] {
    return this.#many === undefined ? this.#few : [...this.#many.values()];
  }

  #takeOfFew(exchange: ExchangeId): Awaited | undefined {
    const list = this.#few;
    for (let i = 0; i < list.length; i++) {
      const awaited = list[i]!;
      if (awaited.exchange !== exchange) continue;
      list.splice(i, 1);
      return awaited;
    }
    return undefined;
  }

  #takeOfMany(many: Map<ExchangeId, Awaited>, exchange: ExchangeId): Awaited | undefined {
    const awaited = many.get(exchange);
    many.delete(exchange);
    if (many.size === 0) this.#many = undefined;
    return awaited;
  }
}
