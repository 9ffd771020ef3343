import { z } from 'zod';
import type { DirectedLink } from '../links/directed-link.js';
import { directedToxics, type LinkToxic } from '../links/toxic-spec.js';

/** A connection is closed as soon as it has carried so many bytes in one direction: frames arrive torn. */
export const limitDataSchema = z.strictObject({
  kind: z.literal('limitData'),
  /** Bytes that still pass, per connection and direction. */
  limitBytes: z.int().min(1).max(1_099_511_627_776),
});

export type LimitData = z.output<typeof limitDataSchema>;

export const limitDataToxics = ({ limitBytes }: LimitData, link: DirectedLink): LinkToxic[] =>
  directedToxics(link, { type: 'limit_data', toxicity: 1, attributes: { bytes: limitBytes } });
