import type { GossipNode } from '../../../protocol/node/gossip-node.js';

/** So many of one content are kept for nodes of that content: more than are awake together. */
const mostOfOne = 4;

/**
 * Objects of nodes that were packed away, to be those of others. One that resumes as a node of the same content need not make a view of it.
 */
export class VacantNodes {
  /** By content: the number of the update, and whether it is spread. */
  readonly #byContent: GossipNode[][] = [];
  readonly #others: GossipNode[] = [];

  add(node: GossipNode, content: number, isHot: boolean): void {
    const place = placeOf(content, isHot);
    while (this.#byContent.length <= place) this.#byContent.push([]);
    const same = this.#byContent[place]!;
    if (same.length < mostOfOne) same.push(node);
    else this.#others.push(node);
  }

  /** One of that content, or else of any other. */
  take(content: number, isHot: boolean): GossipNode | undefined {
    const place = placeOf(content, isHot);
    const same = place < this.#byContent.length ? this.#byContent[place]! : this.#others;
    return same.length > 0 ? same.pop() : this.#others.pop();
  }
}

const placeOf = (content: number, isHot: boolean): number => 2 * content + (isHot ? 1 : 0);
