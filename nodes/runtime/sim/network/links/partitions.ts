import type { NodeId } from '../../../../protocol/types.js';

/** Whether a directed link is cut. */
export type Cut = (from: NodeId, to: NodeId) => boolean;

/** The cuts that hold now. A link that several cut is whole again when the last of them is healed. */
export class Partitions {
  readonly #cuts = new Set<Cut>();

  /** Messages that are sent over a cut link vanish; those under way arrive. Give `heal` the same cut. */
  cut(cut: Cut): void {
    this.#cuts.add(cut);
  }

  heal(cut: Cut): void {
    this.#cuts.delete(cut);
  }

  isCut(from: NodeId, to: NodeId): boolean {
    if (this.#cuts.size === 0) return false;
    for (const cut of this.#cuts) if (cut(from, to)) return true;
    return false;
  }
}

/** Nodes of different sides do not reach each other, either way. Who is on no side is cut off from nobody. */
export function sidesApart(sides: readonly (readonly NodeId[])[]): Cut {
  const sideOf = new Map(sides.flatMap((side, index) => side.map((node) => [node, index] as const)));
  return (from, to) => {
    const [one, other] = [sideOf.get(from), sideOf.get(to)];
    return one !== undefined && other !== undefined && one !== other;
  };
}

/** Nothing of `from` reaches `to`; the way back is open. */
export function oneWay(from: readonly NodeId[], to: readonly NodeId[]): Cut {
  const [senders, receivers] = [new Set(from), new Set(to)];
  return (sender, receiver) => senders.has(sender) && receivers.has(receiver);
}
