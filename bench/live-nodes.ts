/** Which nodes can be asked, so that neither readings nor writes wait for one that a fault has taken down or frozen. */
export class LiveNodes {
  readonly #away = new Map<number, AbortController>();
  readonly #nodeIds: readonly number[];

  constructor(nodeIds: readonly number[]) {
    this.#nodeIds = nodeIds;
    for (const node of nodeIds) this.#away.set(node, new AbortController());
  }

  get nodes(): readonly number[] {
    return this.#nodeIds.filter((node) => this.isLive(node));
  }

  isLive(node: number): boolean {
    return this.#away.get(node)?.signal.aborted === false;
  }

  leaves(node: number): void {
    this.#away.get(node)?.abort();
  }

  isBack(node: number): void {
    this.#away.set(node, new AbortController());
  }

  /**
   * The outcome of `ask`, or undefined where the node is not live, or ceases to be before it has answered: then whatever
   * comes of the question is dropped, its failure included.
   */
  async ask<T>(node: number, ask: () => Promise<T>): Promise<T | undefined> {
    const away = this.#away.get(node)?.signal;
    if (!away || away.aborted) return undefined;
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
}
