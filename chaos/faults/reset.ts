import { z } from 'zod';
import type { DirectedLink } from '../links/directed-link.js';
import type { LinkToxic } from '../links/toxic-spec.js';

/**
 * Connections are reset (TCP RST) some time after their first bytes, and those bytes are lost. Toxiproxy does so only
 * to connections that are opened while the fault is in force.
 */
export const resetSchema = z.strictObject({
  kind: z.literal('reset'),
  /** From the first bytes to the reset, whole ms. */
  afterMs: z.int().min(0).max(600_000).default(0),
  /** Probability that a connection is reset, 0 to 1. */
  probability: z.number().gt(0).max(1).default(1),
});

export type Reset = z.output<typeof resetSchema>;

/** A reset ends a connection in both directions, so it is put only on those that `link.from` opens. */
export const resetToxics = ({ afterMs, probability }: Reset, link: DirectedLink): LinkToxic[] => [
  {
    proxy: link,
    toxic: {
      type: 'reset_peer',
      stream: 'upstream',
      toxicity: probability,
      attributes: { timeout: afterMs },
    },
  },
];
