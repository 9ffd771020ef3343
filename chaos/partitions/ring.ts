import { z } from 'zod';
import { linksFromTo } from '../directed-links.js';
import { shuffled } from '../step-rng.js';
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
    const place = new Map(order.map((node, index) => [node, index]));
    const cut = linksFromTo(nodes, nodes).filter(({ from, to }) => {
      const apart = Math.abs(place.get(from)! - place.get(to)!);
      return Math.min(apart, nodes.length - apart) > neighbours / 2;
    });
    return { sides: [], cut };
  },
};
