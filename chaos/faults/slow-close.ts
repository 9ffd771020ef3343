import { z } from 'zod';
import type { DirectedLink } from '../links/directed-link.js';
import { directedToxics, type LinkToxic } from '../links/toxic-spec.js';

/** The end of a connection arrives late: exchanges stay half open, and hold sockets, for so long. */
export const slowCloseSchema = z.strictObject({
  kind: z.literal('slowClose'),
  /** How long the end of the stream is held back, whole ms. */
  delayMs: z.int().min(1).max(600_000),
});

export type SlowClose = z.output<typeof slowCloseSchema>;

export const slowCloseToxics = ({ delayMs }: SlowClose, link: DirectedLink): LinkToxic[] =>
  directedToxics(link, { type: 'slow_close', toxicity: 1, attributes: { delay: delayMs } });
