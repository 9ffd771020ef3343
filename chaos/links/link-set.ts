import type { NodeId } from '../../nodes/protocol/types.js';
import type { DirectedLink } from './directed-link.js';

/** Every link from a node of `from` to another node of `to`. */
export interface LinkBlock {
  readonly from: readonly NodeId[];
  readonly to: readonly NodeId[];
}

/**
 * A set of directed links, as products of nodes. The links of a partition of thousands of nodes are millions: they are
 * walked through where somebody needs them one by one, and never listed. No link is in two of its blocks, and no node
 * begins links of two of them.
 */
export class LinkSet implements Iterable<DirectedLink> {
  static readonly none: LinkSet = new LinkSet([]);

  readonly blocks: readonly LinkBlock[];
  readonly length: number;
  #receivers: ReadonlyMap<NodeId, ReadonlySet<NodeId>> | undefined;

  private constructor(blocks: readonly LinkBlock[]) {
    this.blocks = blocks;
    this.length = blocks.reduce((sum, block) => sum + sizeOf(block), 0);
  }

  /** The links of all blocks, which may have links in common. */
  static of(blocks: readonly LinkBlock[]): LinkSet {
    return new LinkSet(disjoint(blocks).filter((block) => sizeOf(block) > 0));
  }

  /** Every link from a node of `from` to another node of `to`. */
  static fromTo(from: readonly NodeId[], to: readonly NodeId[]): LinkSet {
    return LinkSet.of([{ from, to }]);
  }

  /** Both directions of every link between two different sides. */
  static across(sides: readonly (readonly NodeId[])[]): LinkSet {
    const others = (side: readonly NodeId[]): NodeId[] => sides.filter((other) => other !== side).flat();
    return LinkSet.of(sides.map((side) => ({ from: side, to: others(side) })));
  }

  /** Every link that begins or ends at one of `nodes`. */
  static touching(nodes: readonly NodeId[], all: readonly NodeId[]): LinkSet {
    return LinkSet.of([
      { from: nodes, to: all },
      { from: all, to: nodes },
    ]);
  }

  *[Symbol.iterator](): IterableIterator<DirectedLink> {
    for (const { from, to } of this.blocks) {
      for (const sender of from) {
        for (const receiver of to) if (receiver !== sender) yield { from: sender, to: receiver };
      }
    }
  }

  has(from: NodeId, to: NodeId): boolean {
    this.#receivers ??= receiversOf(this.blocks);
    return from !== to && (this.#receivers.get(from)?.has(to) ?? false);
  }

  /** Every node at which a link begins or ends, ascending. */
  nodes(): NodeId[] {
    const ends = new Set(this.blocks.flatMap((block) => [...block.from, ...block.to]));
    return [...ends].sort((a, b) => a - b);
  }

  /** A link that both sets have; undefined where they have none in common. */
  shared(other: LinkSet): DirectedLink | undefined {
    for (const { from, to } of other.blocks) {
      for (const sender of from) {
        const receiver = to.find((node) => this.has(sender, node));
        if (receiver !== undefined) return { from: sender, to: receiver };
      }
    }
    return undefined;
  }

  /** At most `count` of the links, evenly spread over them. */
  spread(count: number): DirectedLink[] {
    if (this.length <= count) return [...this];
    const cells = this.blocks.reduce((sum, { from, to }) => sum + from.length * to.length, 0);
    const chosen: DirectedLink[] = [];
    let before = 0;
    for (const { from, to } of this.blocks) {
      const end = before + from.length * to.length;
      for (;;) {
        const cell = Math.floor((chosen.length * cells) / count);
        if (chosen.length === count || cell >= end) break;
        const [row, column] = [Math.floor((cell - before) / to.length), (cell - before) % to.length];
        const sender = from[row]!;
        const isOwn = to[column] === sender;
        chosen.push({ from: sender, to: isOwn ? to[(column + 1) % to.length]! : to[column]! });
      }
      before = end;
    }
    const own = chosen.filter((link) => link.from !== link.to);
    // The cells that were met may all have been a node's way to itself.
    return own.length > 0 || count < 1 ? own : this.#first();
  }

  /** Its first link alone; none of an empty set. */
  #first(): DirectedLink[] {
    for (const link of this) return [link];
    return [];
  }
}

function sizeOf({ from, to }: LinkBlock): number {
  const receivers = new Set(to);
  return from.length * to.length - from.filter((node) => receivers.has(node)).length;
}

/** The same links, so that no node begins links of two blocks. Nodes that begin the same links stay together. */
function disjoint(blocks: readonly LinkBlock[]): LinkBlock[] {
  const touching = new Map<NodeId, number[]>();
  blocks.forEach(({ from }, index) => {
    for (const sender of new Set(from)) {
      const indices = touching.get(sender);
      if (indices) indices.push(index);
      else touching.set(sender, [index]);
    }
  });
  const alike = new Map<string, { readonly from: NodeId[]; readonly indices: readonly number[] }>();
  for (const [sender, indices] of touching) {
    const key = indices.join();
    const group = alike.get(key);
    if (group) group.from.push(sender);
    else alike.set(key, { from: [sender], indices });
  }
  return [...alike.values()].map(({ from, indices }) => ({
    from,
    to: [...new Set(indices.flatMap((index) => blocks[index]!.to))],
  }));
}

function receiversOf(blocks: readonly LinkBlock[]): Map<NodeId, ReadonlySet<NodeId>> {
  const receivers = new Map<NodeId, ReadonlySet<NodeId>>();
  for (const { from, to } of blocks) {
    const set = new Set(to);
    for (const sender of from) receivers.set(sender, set);
  }
  return receivers;
}
