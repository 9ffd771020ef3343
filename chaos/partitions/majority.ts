import { z } from 'zod';
import { LinkSet } from '../links/link-set.js';
import { shuffled } from '../targets/step-rng.js';
import { ascending, type PartitionShape } from './shape.js';

/** A minority, drawn, is cut off from the rest. Without size or share it is the largest minority there is. */
export const majoritySchema = z
  .strictObject({
    kind: z.literal('majority'),
    /** Nodes in the minority. */
    size: z.int().min(1).optional(),
    /** The minority's share of the nodes, 0 to 0.5, rounded to whole nodes, at least one. */
    share: z.number().gt(0).lt(0.5).optional(),
  })
  .refine(({ size, share }) => size === undefined || share === undefined, {
    path: ['share'],
    error: 'set the size or the share of the minority, not both',
  });

type Majority = z.output<typeof majoritySchema>;

const minoritySize = ({ size, share }: Majority, nodes: number): number => {
  const largest = Math.ceil(nodes / 2) - 1;
  if (size !== undefined) return size;
  return share === undefined ? largest : Math.min(largest, Math.max(1, Math.round(share * nodes)));
};

export const majority: PartitionShape<Majority> = {
  separates: true,
  minNodes: ({ size }) => 2 * (size ?? 1) + 1,
  divide(nodes, parameters, rng) {
    const drawn = shuffled(nodes, rng);
    const size = minoritySize(parameters, nodes.length);
    const sides = [ascending(drawn.slice(size)), ascending(drawn.slice(0, size))];
    return { sides, cut: LinkSet.across(sides) };
  },
};
