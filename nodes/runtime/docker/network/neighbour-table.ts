import { readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { CodedError } from '../../../coded-error.js';
import type { LinkKind } from '../../link-kind.js';
import type { EngineFacts } from '../engine/engine.js';

const setting = 'net.ipv4.neigh.default.gc_thresh3';

/**
 * Entries that a run takes in the kernel's neighbour table, which all containers of a host share: with direct links
 * every node has one for each other, in any case gateway and nodes have one for each other.
 */
export function neighbourEntries(nodes: number, links: LinkKind): number {
  return 2 * nodes + (links === 'direct' ? nodes * (nodes - 1) : 0);
}

/**
 * Where the engine's kernel is this one: refuses a run that does not fit. Beyond the limit the kernel drops packets of
 * arbitrary pairs, and nodes are silent without a reason that anyone could see. @throws CodedError USAGE
 */
export async function checkNeighbourTable(
  nodes: number,
  links: LinkKind,
  facts: Pick<EngineFacts, 'kernel'>,
): Promise<void> {
  const limit = facts.kernel === release() ? await readLimit() : undefined;
  if (limit !== undefined) refuseBeyond(limit, nodes, links);
}

export function refuseBeyond(limit: number, nodes: number, links: LinkKind): void {
  const needed = neighbourEntries(nodes, links);
  if (needed <= limit) return;
  throw new CodedError(
    'USAGE',
    `${nodes} nodes with ${links} links need ${needed} entries of the kernel's neighbour table, which holds ${limit}`,
    {
      remedy: `As root: \`sysctl -w ${setting}=${2 ** Math.ceil(Math.log2(needed + 1))}\`; or use proxied links.`,
    },
  );
}

/** Undefined where the kernel does not show it, as in some containers, or is not Linux. */
async function readLimit(): Promise<number | undefined> {
  try {
    return Number(await readFile(`/proc/sys/${setting.replaceAll('.', '/')}`, 'utf8'));
  } catch {
    return undefined;
  }
}
