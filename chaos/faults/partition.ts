import { z } from 'zod';
import type { DirectedLink } from '../links/directed-link.js';
import { linkKey, reversed } from '../links/directed-links.js';
import { directedToxics, type LinkToxic } from '../links/toxic-spec.js';
import { shapeSchema } from '../partitions/shapes.js';

/**
 * How a cut link behaves. drop: bytes vanish, as packets do (`timeout: 0`; healing closes the connections). stall:
 * back-pressure, all is delivered on heal (`bandwidth: 0`). refuse: connections are refused at once.
 */
export const partitionModes = ['drop', 'stall', 'refuse'] as const;
export type PartitionMode = (typeof partitionModes)[number];

/** Nodes are cut off from each other, in a named shape. */
export const partitionSchema = z.strictObject({
  kind: z.literal('partition'),
  shape: shapeSchema,
  mode: z.enum(partitionModes).default('drop'),
});

/** What a partition asks of Toxiproxy. */
export interface PartitionExpansion {
  readonly toxics: readonly LinkToxic[];
  /** Links whose proxies are to be disabled. */
  readonly disabled: readonly DirectedLink[];
}

/**
 * The cut `links` in a mode. A disabled proxy stops the connections that `from` opens, in both directions; where the
 * opposite link is not cut too, what `from` answers on the other's connections is dropped as well.
 */
export function partitionExpansion(mode: PartitionMode, links: readonly DirectedLink[]): PartitionExpansion {
  const timeout = { type: 'timeout', toxicity: 1, attributes: { timeout: 0 } } as const;
  const bandwidth = { type: 'bandwidth', toxicity: 1, attributes: { rate: 0 } } as const;
  if (mode === 'drop')
    return { toxics: links.flatMap((link) => directedToxics(link, timeout)), disabled: [] };
  if (mode === 'stall')
    return { toxics: links.flatMap((link) => directedToxics(link, bandwidth)), disabled: [] };
  const cut = new Set(links.map(linkKey));
  const answers = links.map(reversed).filter((link) => !cut.has(linkKey(link)));
  const toxics = answers.map((proxy) => ({ proxy, toxic: { ...timeout, stream: 'downstream' } as const }));
  return { toxics, disabled: links };
}
