import { z } from 'zod';
import type { DirectedLink } from '../links/directed-link.js';
import { directedToxics, type LinkToxic } from '../links/toxic-spec.js';

/** Bytes arrive in small pieces: a reader that takes one read for one message fails here. */
export const slicerSchema = z
  .strictObject({
    kind: z.literal('slicer'),
    /** Average size of a piece, bytes. */
    averageBytes: z.int().min(1).max(65_536),
    /** Sizes vary by ± so much, bytes; less than the average. */
    variationBytes: z.int().min(0).max(1_073_741_824).default(0),
    /** Pause after each piece, µs. */
    pauseUs: z.int().min(0).max(10_000_000).default(0),
  })
  .refine(({ averageBytes, variationBytes }) => variationBytes < averageBytes, {
    path: ['variationBytes'],
    error: 'the variation must be less than the average size',
  });

export type Slicer = z.output<typeof slicerSchema>;

export const slicerToxics = (
  { averageBytes, variationBytes, pauseUs }: Slicer,
  link: DirectedLink,
): LinkToxic[] =>
  directedToxics(link, {
    type: 'slicer',
    toxicity: 1,
    attributes: { average_size: averageBytes, size_variation: variationBytes, delay: pauseUs },
  });
