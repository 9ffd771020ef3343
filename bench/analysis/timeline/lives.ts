import type { JournalIndex } from '../journal-index.js';

interface Life {
  /** When the life before this one ended; −∞ for the first. */
  readonly bornMs: number;
  readonly upMs: number;
  /** ∞ where the run did not see its end. */
  readonly downMs: number;
  readonly incarnation: number | undefined;
}

/** When each node was up. */
export class Lives {
  /** Every node of the roster or that ever was up, ascending. */
  readonly nodes: readonly number[];
  readonly #lives: ReadonlyMap<number, readonly Life[]>;

  /** Changes from `endMs` on are the run's own tear-down and count for nothing. */
  constructor({ run, lifeChanges }: JournalIndex, endMs: number) {
    const lives = new Map<number, Life[]>((run?.nodes ?? []).map((node) => [node, []]));
    for (const { node, change, tMs, incarnation } of lifeChanges) {
      const ofNode = lives.get(node) ?? [];
      lives.set(node, ofNode);
      const last = ofNode.at(-1);
      const isUp = last?.downMs === Number.POSITIVE_INFINITY;
      if (change === 'up' && !isUp) {
        const bornMs = last?.downMs ?? Number.NEGATIVE_INFINITY;
        ofNode.push({ bornMs, upMs: tMs, downMs: Number.POSITIVE_INFINITY, incarnation });
      } else if (change !== 'up' && last && isUp && tMs < endMs) {
        ofNode[ofNode.length - 1] = { ...last, downMs: tMs };
      }
    }
    this.#lives = lives;
    this.nodes = [...lives.keys()].sort((a, b) => a - b);
  }

  isUp(node: number, ms: number): boolean {
    return this.lifeAt(node, ms) !== undefined;
  }

  /** Up from `fromMs` on and not down before `toMs`. */
  isUpThroughout(node: number, fromMs: number, toMs: number): boolean {
    return this.#of(node).some(({ upMs, downMs }) => upMs <= fromMs && downMs >= toMs);
  }

  lifeAt(node: number, ms: number): Life | undefined {
    return this.#of(node).find(({ upMs, downMs }) => upMs <= ms && ms < downMs);
  }

  /** The life that lasted to the end of the run; undefined for a node that was down by then. */
  lastingLife(node: number): Life | undefined {
    const last = this.#of(node).at(-1);
    return last?.downMs === Number.POSITIVE_INFINITY ? last : undefined;
  }

  firstUpMs(node: number): number | undefined {
    return this.#of(node)[0]?.upMs;
  }

  /** Every moment at which a node came up or went down, ascending. */
  changes(): { readonly ms: number; readonly by: 1 | -1 }[] {
    const all = [...this.#lives.values()].flat();
    const downs = all.filter(({ downMs }) => downMs !== Number.POSITIVE_INFINITY);
    return [
      ...all.map(({ upMs }) => ({ ms: upMs, by: 1 as const })),
      ...downs.map(({ downMs }) => ({ ms: downMs, by: -1 as const })),
    ].sort((a, b) => a.ms - b.ms);
  }

  #of(node: number): readonly Life[] {
    return this.#lives.get(node) ?? [];
  }
}
