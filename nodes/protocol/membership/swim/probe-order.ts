import type { NodeId, Rng } from '../../types.js';

/**
 * Whom to probe next: round-robin over a list that is shuffled anew each time through, so that a member is probed at least once
 * in 2n − 1 probes (Das 2002, section 4.3). Newcomers enter at a random place of what is left.
 */
export class ProbeOrder {
  #order: NodeId[] = [];
  #at = 0;

  insert(id: NodeId, rng: Rng): void {
    if (this.#order.includes(id, this.#at)) return;
    this.#order.splice(this.#at + rng.below(this.#order.length - this.#at + 1), 0, id);
  }

  /** The next that is still probed; `everyone` is the list for the next time through. */
  next(isProbed: (id: NodeId) => boolean, everyone: readonly NodeId[], rng: Rng): NodeId | undefined {
    while (this.#at < this.#order.length) {
      const id = this.#order[this.#at++]!;
      if (isProbed(id)) return id;
    }
    this.#order = shuffled(everyone, rng);
    this.#at = Math.min(1, this.#order.length);
    return this.#order[0];
  }
}

/** Fisher-Yates. */
function shuffled(ids: readonly NodeId[], rng: Rng): NodeId[] {
  const order = [...ids];
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
