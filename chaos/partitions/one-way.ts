import { z } from 'zod';
import { LinkSet } from '../links/link-set.js';
import { shuffled } from '../targets/step-rng.js';
import { ascending, type PartitionShape } from './shape.js';

/** What the first side sends never arrives at the second; the second still reaches the first. */
export const oneWaySchema = z.strictObject({
  kind: z.literal('oneWay'),
  /** Share of the nodes on the first, unheard side, 0 to 1, rounded to whole nodes. */
  share: z.number().gt(0).lt(1).default(0.5),
});

export const oneWay: PartitionShape<z.output<typeof oneWaySchema>> = {
  separates: false,
  minNodes: () => 2,
  divide(nodes, { share }, rng) {
    const drawn = shuffled(nodes, rng);
    const size = Math.min(nodes.length - 1, Math.max(1, Math.round(share * nodes.length)));
    const unheard = ascending(drawn.slice(0, size));
    const hearing = ascending(drawn.slice(size));
    return { sides: [unheard, hearing], cut: LinkSet.fromTo(unheard, hearing) };
  },
};
