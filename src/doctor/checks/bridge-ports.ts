import { readdir } from 'node:fs/promises';
import { formatNumber } from '../../report/format.js';
import type { Check, Finding } from '../check.js';
import { engineElsewhere } from '../engine-elsewhere.js';
import { fullScale } from '../full-scale.js';

/** BR_MAX_PORTS of the kernel's bridge is 1,024, and port 0 is never given out (net/bridge/br_private.h, br_if.c). */
const portsPerBridge = 1_023;

export const bridgePorts: Check = {
  name: 'bridge ports',
  why: 'Every container of a run takes a port on the run’s own bridge.',
  required: false,
  async examine({ engine }) {
    return engineElsewhere(engine) ?? judgeBridgePorts(await usedPorts());
  },
};

/** `used`: ports in use, by bridge; empty where the kernel has no bridge yet. */
export function judgeBridgePorts(used: Readonly<Record<string, number>>): Finding {
  const needed = fullScale.nodes + 1;
  const [fullest, ports] = Object.entries(used).sort(([, a], [, b]) => b - a)[0] ?? [];
  const limit = `${formatNumber(portsPerBridge)} a bridge; ${fullScale.nodes} nodes and their gateway take ${needed}`;
  if (fullest === undefined || ports === undefined) return { status: 'ok', found: `${limit}; no bridge yet` };
  return { status: 'ok', found: `${limit}; the fullest now, ${fullest}, has ${ports}` };
}

const interfaces = '/sys/class/net';

async function usedPorts(): Promise<Record<string, number>> {
  const names = await readdir(interfaces).catch(() => []);
  const counted = await Promise.all(
    // Only a bridge has `brif`; an interface may also vanish while it is looked at.
    names.map(
      async (name) => [name, await readdir(`${interfaces}/${name}/brif`).catch(() => undefined)] as const,
    ),
  );
  return Object.fromEntries(counted.flatMap(([name, ports]) => (ports ? [[name, ports.length]] : [])));
}
