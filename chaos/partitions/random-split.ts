import { z } from 'zod';
import type { NodeId } from '../../nodes/protocol/types.js';
import { LinkSet } from '../links/link-set.js';
import { shuffled } from '../targets/step-rng.js';
import { ascending, type PartitionShape } from './shape.js';

/** Every node is dealt to a side at random, so that sizes vary; no side is empty. */
export const randomSplitSchema = z.strictObject({
  kind: z.literal('random'),
  sides: z.int().min(2).max(50).default(2),
});

export const randomSplit: PartitionShape<z.output<typeof randomSplitSchema>> = {
  separates: true,
  minNodes: ({ sides }) => sides,
  divide(nodes, { sides: count }, rng) {
    const dealt: NodeId[][] = Array.from({ length: count }, () => []);
    shuffled(nodes, rng).forEach((node, index) => {
      dealt[index < count ? index : rng.below(count)]!.push(node);
    });
    const sides = dealt.map(ascending);
    return { sides, cut: LinkSet.across(sides) };
  },
};
