import { z } from 'zod';
import { LinkSet } from '../links/link-set.js';
import { shuffled } from '../targets/step-rng.js';
import { ascending, type PartitionShape } from './shape.js';

/** Two sides of equal size, the second larger by one where the number is odd; who is on which side is drawn. */
export const halvesSchema = z.strictObject({ kind: z.literal('halves') });

export const halves: PartitionShape<z.output<typeof halvesSchema>> = {
  separates: true,
  minNodes: () => 2,
  divide(nodes, _parameters, rng) {
    const drawn = shuffled(nodes, rng);
    const middle = Math.floor(drawn.length / 2);
    const sides = [ascending(drawn.slice(0, middle)), ascending(drawn.slice(middle))];
    return { sides, cut: LinkSet.across(sides) };
  },
};
