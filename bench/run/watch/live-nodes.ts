import { NodeSet } from './node-set.js';

/** Which nodes can be asked, so that neither readings nor writes wait for one that a fault has taken down or frozen. */
export class LiveNodes {
  readonly #nodeIds: readonly number[];
  readonly #known: NodeSet;
  readonly #away = new Set<number>();
  /** Aborted when their node leaves; made for those who are asked. */
  readonly #leaving = new Map<number, AbortController>();
  /** Computed on demand. */
  #live: readonly number[] | undefined;

  constructor(nodeIds: readonly number[]) {
    this.#nodeIds = nodeIds;
    this.#known = NodeSet.all(nodeIds.length);
  }

  get nodes(): readonly number[] {
    this.#live ??= this.#away.size === 0 ? this.#nodeIds : this.#nodeIds.filter((node) => this.isLive(node));
    return this.#live;
  }

  isLive(node: number): boolean {
    return this.#known.has(node) && !this.#away.has(node);
  }

  leaves(node: number): void {
    this.#away.add(node);
    this.#live = undefined;
    this.#leaving.get(node)?.abort();
    this.#leaving.delete(node);
  }

  isBack(node: number): void {
    this.#away.delete(node);
    this.#live = undefined;
  }

  /**
   * The outcome of `ask`, or undefined where the node is not live, or ceases to be before it has answered: then whatever
   * comes of the question is dropped, its failure included.
   */
  async ask<T>(node: number, ask: () => Promise<T>): Promise<T | undefined> {
    if (!this.isLive(node)) return undefined;
    const away = this.#leavingOf(node);
    let leave: (() => void) | undefined;
    const left = new Promise<undefined>((resolve) => {
      leave = () => resolve(undefined);
      away.addEventListener('abort', leave, { once: true });
    });
    const answer = ask().catch((error: unknown) => {
      if (!away.aborted) throw error;
      return undefined;
    });
    try {
      return await Promise.race([answer, left]);
    } finally {
      if (leave) away.removeEventListener('abort', leave);
    }
  }

  #leavingOf(node: number): AbortSignal {
    const leaving = this.#leaving.get(node) ?? new AbortController();
    this.#leaving.set(node, leaving);
    return leaving.signal;
  }
}
