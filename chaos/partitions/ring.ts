import { z } from 'zod';
import { LinkSet } from '../links/link-set.js';
import { shuffled } from '../targets/step-rng.js';
import type { PartitionShape } from './shape.js';

/**
 * The nodes stand in a ring, in an order that is drawn, and each sees only its nearest neighbours, as many on either
 * hand. By default just so many that each sees a majority, itself included, and no two see the same one: the nemesis
 * 'majorities-ring' of Jepsen (Kingsbury), here with links that are cut both ways or not at all.
 */
export const ringSchema = z.strictObject({
  kind: z.literal('ring'),
  /** Neighbours that a node sees, both hands together; even. Left out: the fewest that make a majority. */
  neighbours: z.int().min(2).multipleOf(2).optional(),
});

/** The fewest neighbours, both hands together, with which a node and they are more than half of `nodes`. */
export const majorityNeighbours = (nodes: number): number => 2 * Math.ceil(Math.floor(nodes / 2) / 2);

export const ring: PartitionShape<z.output<typeof ringSchema>> = {
  separates: false,
  minNodes: ({ neighbours }) => (neighbours ?? 2) + 2,
  divide(nodes, { neighbours = majorityNeighbours(nodes.length) }, rng) {
    const order = shuffled(nodes, rng);
    const unseen = (place: number): number[] => {
      const first = place + neighbours / 2 + 1;
      const count = Math.max(0, nodes.length - neighbours - 1);
      return Array.from({ length: count }, (_, index) => order[(first + index) % nodes.length]!);
    };
    const cut = LinkSet.of(order.map((node, place) => ({ from: [node], to: unseen(place) })));
    return { sides: [], cut };
  },
};
