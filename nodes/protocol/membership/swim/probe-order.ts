import type { NodeId, Rng } from '../../types.js';
import { IdSet } from './id-set.js';

/**
 * Whom to probe next: round-robin over a list that is shuffled anew each time through, so that a member is probed at least once
 * in 2n − 1 probes (Das 2002, section 4.3). Newcomers enter at a random place of what is left. The shuffle (Fisher-Yates) is made as
 * it goes: each next one is drawn from those that are left, and only what was moved is kept beside the list.
 */
export class ProbeOrder {
  #members: readonly NodeId[] = [];
  /** Behind the members. */
  #newcomers: NodeId[] = [];
  #at = 0;
  /** At places from `#at` on: who stands there now, if no longer who did. */
  readonly #moved = new Map<number, NodeId>();
  /** Those from `#at` on; made when a newcomer asks for it. */
  #left: IdSet | undefined;

  /** Whoever comes next is drawn from all that are left, the newcomer among them. */
  insert(id: NodeId): void {
    this.#left ??= this.#whoIsLeft();
    if (this.#left.has(id)) return;
    this.#left.add(id);
    this.#newcomers.push(id);
  }

  /** The next that is still probed; `everyone` is the list for the next time through, which must not change. */
  next(isProbed: (id: NodeId) => boolean, everyone: () => readonly NodeId[], rng: Rng): NodeId | undefined {
    const next = this.#draw(isProbed, rng);
    if (next !== undefined) return next;
    this.#members = everyone();
    this.#newcomers = [];
    this.#moved.clear();
    this.#left = undefined;
    this.#at = 0;
    return this.#draw(isProbed, rng);
  }

  #draw(isProbed: (id: NodeId) => boolean, rng: Rng): NodeId | undefined {
    while (this.#at < this.#length) {
      const place = this.#at + rng.below(this.#length - this.#at);
      const drawn = this.#memberAt(place);
      this.#moved.set(place, this.#memberAt(this.#at));
      this.#moved.delete(this.#at);
      this.#at++;
      this.#left?.delete(drawn);
      if (isProbed(drawn)) return drawn;
    }
    return undefined;
  }

  get #length(): number {
    return this.#members.length + this.#newcomers.length;
  }

  #memberAt(place: number): NodeId {
    return this.#moved.get(place) ?? this.#members[place] ?? this.#newcomers[place - this.#members.length]!;
  }

  #whoIsLeft(): IdSet {
    const left = new IdSet();
    for (let place = this.#at; place < this.#length; place++) left.add(this.#memberAt(place));
    return left;
  }
}
