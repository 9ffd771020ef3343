import type { MemberStatement } from '../../messages.js';
import type { NodeId } from '../../types.js';

/**
 * The members of a cluster in which all knew all from the beginning: each of the roster, alive in its first life. One for all nodes that
 * share a roster, so that of a member that nothing happens to no node keeps anything.
 */
export class Founders {
  /** The roster. */
  readonly ids: readonly NodeId[];
  /** What is believed of each, in the order of the roster. */
  readonly statements: readonly MemberStatement[];
  readonly #placeOf: ReadonlyMap<NodeId, number>;

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
  }

  /** Where it stands in the roster; -1 where it does not. */
  placeOf(id: NodeId): number {
    // Mostly the roster counts from 0 on.
    return this.ids[id] === id ? id : (this.#placeOf.get(id) ?? -1);
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
