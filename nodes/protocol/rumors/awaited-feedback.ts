import { awaitedPlaces, type NodeRow } from '../rows/node-row.js';
import type { ExchangeId, NodeId } from '../types.js';
import { type ContactRole, isHot, noRumors, type Rumor } from './rumor.js';

/** Rumors that were sent, for whose feedback a node waits. */
export interface Awaited {
  readonly exchange: ExchangeId;
  readonly peer: NodeId;
  readonly rumors: readonly Rumor[];
  readonly role: ContactRole;
}

interface Beside extends Awaited {
  /** When the wait is over, ms. */
  readonly untilMs: number;
}

/** So many are looked through; of more each is found by its exchange. */
const few = 16;

/**
 * The feedback that a node waits for. Pushes of one rumor alone are in the node's row, as long as there is room; what is more, or other,
 * is beside it: mostly it is little, and is in a list; else in a map.
 */
export class AwaitedFeedback {
  readonly #row: NodeRow;
  /** What all that is in the row is about. */
  #rumor: Rumor | undefined;
  #few: Beside[] = [];
  #many: Map<ExchangeId, Beside> | undefined;

  constructor(row: NodeRow) {
    this.#row = row;
  }

  get size(): number {
    return this.#row.awaited + (this.#many?.size ?? this.#few.length);
  }

  /** All is in the row. */
  get fits(): boolean {
    return this.#few.length === 0 && this.#many === undefined;
  }

  /** Its row is another's from now on. @param rumor what all in there is about; undefined where that is hot no more. */
  become(rumor: Rumor | undefined): void {
    this.#rumor = rumor;
  }

  /** In place of what was awaited on the same exchange. `untilMs`: see `forgetOverdue`. */
  add(
    exchange: ExchangeId,
    peer: NodeId,
    rumors: readonly Rumor[],
    role: ContactRole,
    untilMs: number,
  ): void {
    this.take(exchange);
    const row = this.#row;
    if (role === 'push' && rumors.length === 1 && this.#hasRoomFor(rumors[0]!)) {
      row.putAwaited(row.awaited, exchange, peer);
      row.awaited++;
    } else this.#addBeside({ exchange, peer, rumors, role, untilMs });
  }

  /** It has come, or will not. */
  take(exchange: ExchangeId): Awaited | undefined {
    const row = this.#row;
    for (let place = 0; place < row.awaited; place++) {
      if (row.awaitedExchange(place) === exchange) return this.#takeFromRow(place);
    }
    return this.#many === undefined ? this.#takeOfFew(exchange) : this.#takeOfMany(this.#many, exchange);
  }

  /**
   * A responder is not told that its exchange failed, and a peer may answer with something else. What is in the row stays: of those few exchanges
   * the node is told when they fail, and with the rumor they are done with.
   */
  forgetOverdue(nowMs: number): void {
    for (let i = this.#few.length - 1; i >= 0; i--) {
      if (this.#few[i]!.untilMs <= nowMs) this.#few.splice(i, 1);
    }
    if (this.#many === undefined) return;
    for (const { exchange, untilMs } of this.#many.values()) if (untilMs <= nowMs) this.take(exchange);
  }

  forgetAll(): void {
    this.#row.awaited = 0;
    if (this.#few.length > 0) this.#few = [];
    this.#many = undefined;
  }

  /** Of a rumor that is hot no more nothing can be learnt: it makes room. */
  #hasRoomFor(rumor: Rumor): boolean {
    const row = this.#row;
    if (this.#rumor === rumor) return row.awaited < awaitedPlaces;
    if (row.awaited > 0 && this.#rumor !== undefined && isHot(this.#rumor)) return false;
    row.awaited = 0;
    this.#rumor = rumor;
    return true;
  }

  #takeFromRow(place: number): Awaited {
    const row = this.#row;
    const exchange = row.awaitedExchange(place);
    const peer = row.awaitedPeer(place);
    row.dropAwaited(place);
    return { exchange, peer, rumors: this.#rumor?.alone ?? noRumors, role: 'push' };
  }

  #addBeside(awaited: Beside): void {
    if (this.#many === undefined && this.#few.length < few) {
      this.#few.push(awaited);
      return;
    }
    this.#many ??= new Map(this.#few.map((earlier) => [earlier.exchange, earlier]));
    this.#few = [];
    this.#many.set(awaited.exchange, awaited);
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

  #takeOfMany(many: Map<ExchangeId, Beside>, exchange: ExchangeId): Awaited | undefined {
    const awaited = many.get(exchange);
    many.delete(exchange);
    if (many.size === 0) this.#many = undefined;
    return awaited;
  }
}
