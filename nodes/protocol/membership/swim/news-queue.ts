import type { NodeId } from '../../types.js';
import { statementLength } from '../../wire/element-length.js';
import type { MemberStatement } from '../../wire/messages.js';

/** News of members on their way out: of each member the latest, those that were sent least go first, older before newer. */
export class NewsQueue {
  /** By how often they were sent. */
  readonly #tiers: Map<NodeId, MemberStatement>[] = [new Map()];
  readonly #tierOf = new Map<NodeId, number>();

  get size(): number {
    return this.#tierOf.size;
  }

  /** Takes the place of what was to be said of the member before. */
  add(statement: MemberStatement): void {
    this.#remove(statement.id);
    this.#put(statement, 0);
  }

  /** News for one message, at most `budget` bytes; each counts as sent, and is dropped once it was sent `limit` times. */
  take(budget: number, limit: number): MemberStatement[] {
    const taken = this.#fitting(budget, limit);
    for (const statement of taken) {
      const sent = this.#remove(statement.id) + 1;
      if (sent < limit) this.#put(statement, sent);
    }
    return taken;
  }

  #fitting(budget: number, limit: number): MemberStatement[] {
    const fitting: MemberStatement[] = [];
    let room = budget;
    for (const tier of this.#tiers.slice(0, limit)) {
      for (const statement of tier.values()) {
        room -= statementLength(statement);
        if (room < 0) return fitting;
        fitting.push(statement);
      }
    }
    // A cluster that shrank lowers the limit; what is past it has been said often enough.
    for (const tier of this.#tiers.slice(limit)) for (const id of [...tier.keys()]) this.#remove(id);
    return fitting;
  }

  #put(statement: MemberStatement, tier: number): void {
    while (this.#tiers.length <= tier) this.#tiers.push(new Map());
    this.#tiers[tier]!.set(statement.id, statement);
    this.#tierOf.set(statement.id, tier);
  }

  /** The tier it was in; -1 where there was none. */
  #remove(id: NodeId): number {
    const tier = this.#tierOf.get(id) ?? -1;
    this.#tiers[tier]?.delete(id);
    this.#tierOf.delete(id);
    return tier;
  }
}
