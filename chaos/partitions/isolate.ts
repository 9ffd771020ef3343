import { z } from 'zod';
import { LinkSet } from '../links/link-set.js';
import { nodeNameSchema, nodeOfName } from '../targets/node-name.js';
import type { PartitionShape } from './shape.js';

/** One node is cut off from all others. */
export const isolateSchema = z.strictObject({
  kind: z.literal('isolate'),
  /** Which one; left out: drawn. */
  node: nodeNameSchema.optional(),
});

export const isolate: PartitionShape<z.output<typeof isolateSchema>> = {
  separates: true,
  minNodes: () => 2,
  divide(nodes, { node }, rng) {
    const alone = node === undefined ? nodes[rng.below(nodes.length)]! : nodeOfName(node)!;
    const sides = [nodes.filter((other) => other !== alone), [alone]];
    return { sides, cut: LinkSet.across(sides) };
  },
};
