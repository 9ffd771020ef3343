import { z } from 'zod';
import { LinkSet } from '../links/link-set.js';
import { nodeNameSchema, nodeOfName } from '../targets/node-name.js';
import { shuffled } from '../targets/step-rng.js';
import { ascending, type PartitionShape } from './shape.js';

/** Two sides that cannot see each other, and one node between them that sees both (Jepsen's nemesis 'bridge'). */
export const bridgeSchema = z.strictObject({
  kind: z.literal('bridge'),
  /** The node in between; left out: drawn. */
  node: nodeNameSchema.optional(),
});

export const bridge: PartitionShape<z.output<typeof bridgeSchema>> = {
  separates: false,
  minNodes: () => 3,
  divide(nodes, { node }, rng) {
    const between = node === undefined ? nodes[rng.below(nodes.length)]! : nodeOfName(node)!;
    const others = shuffled(
      nodes.filter((other) => other !== between),
      rng,
    );
    const middle = Math.floor(others.length / 2);
    const sides = [ascending(others.slice(0, middle)), ascending(others.slice(middle))];
    return { sides, cut: LinkSet.across(sides) };
  },
};
