import { awaitedPlaces, type NodeRow } from '../rows/node-row.js';
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

const noRumors: readonly Rumor[] = [];

/** So many are looked through; of more each is found by its exchange. */
const few = 16;

/**
 * The feedback that a node waits for, in order of time. Mostly it is little, and is in a list; else in a map. A node that was at rest has it in
 * its row until `read` is called.
 */
export class AwaitedFeedback {
  readonly #row: NodeRow;
  #few: Awaited[] = [];
  #many: Map<ExchangeId, Awaited> | undefined;

  constructor(row: NodeRow) {
    this.#row = row;
  }

  get size(): number {
    return this.#row.awaited + (this.#many?.size ?? this.#few.length);
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
    this.#row.awaited = 0;
    if (this.#few.length > 0) this.#few = [];
    this.#many = undefined;
  }

  /** To be called before anything else is asked of it, and before there is another rumor. @param rumor what all that is in the row is about. */
  read(rumor: Rumor | undefined): void {
    const row = this.#row;
    const count = row.awaited;
    if (count === 0) return;
    row.awaited = 0;
    // Nothing can be learnt any more of one that is hot no more.
    if (rumor === undefined) return;
    const rumors = [rumor];
    for (let place = 0; place < count; place++) {
      const exchange = row.awaitedExchange(place);
      const peer = row.awaitedPeer(place);
      this.#few.push({ exchange, peer, rumors, role: 'push', untilMs: row.awaitedUntilMs(place) });
    }
  }

  /** Of what is in the row: see `take` and `read`. */
  takeFromRow(exchange: ExchangeId, rumor: Rumor | undefined): Awaited | undefined {
    const row = this.#row;
    const count = row.awaited;
    for (let place = 0; place < count; place++) {
      if (row.awaitedExchange(place) !== exchange) continue;
      const peer = row.awaitedPeer(place);
      const untilMs = row.awaitedUntilMs(place);
      row.dropAwaited(place);
      return { exchange, peer, rumors: rumor === undefined ? noRumors : [rumor], role: 'push', untilMs };
    }
    return undefined;
  }

  /** Whether the row has room for it: all on pushes of this one rumor. */
  fits(rumor: Rumor | undefined): boolean {
    if (this.size > awaitedPlaces) return false;
    for (const { rumors, role } of this.#all()) {
      if (role !== 'push' || rumors.length !== 1 || rumors[0] !== rumor) return false;
    }
    return true;
  }

  /** Writes all to the row. */
  save(): void {
    const all = this.#all();
    if (all.length === 0) return;
    const row = this.#row;
    for (let place = 0; place < all.length; place++) {
      const { exchange, peer, untilMs } = all[place]!;
      row.putAwaited(place, exchange, peer, untilMs);
    }
    this.forgetAll();
    row.awaited = all.length;
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
