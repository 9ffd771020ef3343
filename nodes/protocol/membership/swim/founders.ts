import type { NodeId } from '../../types.js';
import { statementLength } from '../../wire/element-length.js';
import type { MemberStatement } from '../../wire/messages.js';

/**
 * The members of a cluster in which all knew all from the beginning: each of the roster, alive in its first incarnation. One for all nodes that
 * share a roster, so that of a member that nothing happens to no node keeps anything.
 */
export class Founders {
  /** The roster. */
  readonly ids: readonly NodeId[];
  /** What is believed of each, in the order of the roster. */
  readonly statements: readonly MemberStatement[];
  readonly #placeOf: ReadonlyMap<NodeId, number>;
  /** Of the first n statements, at place n. */
  readonly #bytes: Float64Array;

  constructor(ids: readonly NodeId[]) {
    this.ids = ids;
    this.statements = ids.map((id) => ({
      id,
      incarnation: 1,
      refutations: 0,
      status: 'alive',
      reporter: id,
    }));
    this.#placeOf = new Map(ids.map((id, place) => [id, place]));
    this.#bytes = new Float64Array(ids.length + 1);
    this.statements.forEach((statement, place) => {
      this.#bytes[place + 1] = this.#bytes[place]! + statementLength(statement);
    });
  }

  /** Where it stands in the roster; -1 where it does not. */
  placeOf(id: NodeId): number {
    // Mostly the roster counts from 0 on.
    return this.ids[id] === id ? id : (this.#placeOf.get(id) ?? -1);
  }

  /** Statements from a place on, and on from the first, as many as have room; each at most once. */
  statementsFrom(start: number, room: number): MemberStatement[] {
    const untilEnd = this.#fitting(start, room);
    if (untilEnd < this.ids.length) return this.statements.slice(start, untilEnd);
    const left = room - (this.#bytes[untilEnd]! - this.#bytes[start]!);
    return [
      ...this.statements.slice(start),
      ...this.statements.slice(0, Math.min(start, this.#fitting(0, left))),
    ];
  }

  /** Behind the last of those from `start` on that have room together. */
  #fitting(start: number, room: number): number {
    const most = this.#bytes[start]! + room;
    let low = start;
    let high = this.ids.length;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#bytes[middle]! <= most) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  statementOf(id: NodeId): MemberStatement | undefined {
    return this.statements[this.placeOf(id)];
  }
}

const founders = new WeakMap<readonly NodeId[], Founders>();

export function foundersOf(peers: readonly NodeId[]): Founders {
  const known = founders.get(peers) ?? new Founders(peers);
  founders.set(peers, known);
  return known;
}
