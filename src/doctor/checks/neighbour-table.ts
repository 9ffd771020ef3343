import { readFile } from 'node:fs/promises';
import { formatNumber } from '../../report/format.js';
import type { Check, Finding } from '../check.js';
import { engineElsewhere } from '../engine-elsewhere.js';
import { fullScale, nodesWithin } from '../full-scale.js';

const setting = 'net.ipv4.neigh.default.gc_thresh3';

export const neighbourTable: Check = {
  name: 'neighbour table',
  why: 'All containers share the kernel’s table. Direct links take an entry per pair of nodes, proxied links two per node; beyond the limit packets are lost.',
  required: false,
  async examine({ engine }) {
    return engineElsewhere(engine) ?? judgeNeighbourTable(await readLimit());
  },
};

/** Undefined where the kernel does not show the limit, as in some containers. */
export function judgeNeighbourTable(limit: number | undefined): Finding {
  if (limit === undefined) return { status: 'ok', found: `${setting} is not visible here` };
  const found = formatNumber(limit);
  const scale = `${fullScale.nodes} nodes with direct links need ${formatNumber(fullScale.links)}`;
  if (limit >= fullScale.links) return { status: 'ok', found: `${found} entries; ${scale}` };
  return {
    status: 'warning',
    found: `${found} entries: enough for ${nodesWithin(limit, 1)} nodes with direct links in docker; ${scale}`,
    remedy: `For more nodes with \`--links direct\` in docker, as root: \`sysctl -w ${setting}=8192\``,
  };
}

async function readLimit(): Promise<number | undefined> {
  try {
    return Number(await readFile(`/proc/sys/${setting.replaceAll('.', '/')}`, 'utf8'));
  } catch {
    // Not shown inside some network namespaces.
    return undefined;
  }
}
