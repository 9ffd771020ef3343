import { readFile } from 'node:fs/promises';
import { CodedError } from '../../coded-error.js';
import type { NodeId } from '../../protocol/types.js';
import type { ClusterPlan } from '../cluster.js';
import { hasProxies } from '../link-kind.js';
import { sendsDatagrams } from '../links.js';
import { firstTakenPort, listeningPorts } from './listening-ports.js';

export const loopback = '127.0.0.1';
const lowestPort = 10_240;
const highestPort = 65_535;
const defaultEphemeralLow = 32_768;
/** Blocks tried before it is admitted that there is none. */
const attempts = 50;

/** The ports of one run, without a gap: control and gossip of each node, Toxiproxy's API, then one port a link. */
export interface PortBlock {
  readonly basePort: number;
  readonly controlPort: (node: NodeId) => number;
  readonly gossipPort: (node: NodeId) => number;
  readonly proxyApiPort: number;
  readonly linkPort: (from: NodeId, to: NodeId) => number;
}

export function portBlock(basePort: number, nodes: number): PortBlock {
  const proxyApiPort = basePort + 2 * nodes;
  return {
    basePort,
    controlPort: (node) => basePort + node,
    gossipPort: (node) => basePort + nodes + node,
    proxyApiPort,
    // Row `from` has nodes − 1 columns, since no node has a link to itself.
    linkPort: (from, to) => proxyApiPort + 1 + from * (nodes - 1) + (to > from ? to - 1 : to),
  };
}

export function portsNeeded({ nodes, links }: Pick<ClusterPlan, 'nodes' | 'links'>): number {
  return hasProxies(links) ? 2 * nodes + 1 + nodes * (nodes - 1) : 2 * nodes;
}

/**
 * The block at `plan.basePort`, or with 0 a free one below the ephemeral range, where no outgoing connection of
 * this machine can be in its way.
 * @throws CodedError PORT_TAKEN naming the port, USAGE for a block that is too long.
 */
export async function findPortBlock(
  plan: Pick<ClusterPlan, 'nodes' | 'links' | 'basePort'> & Parameters<typeof sendsDatagrams>[0],
): Promise<PortBlock> {
  const count = portsNeeded(plan);
  const listening = await listeningPorts(sendsDatagrams(plan));
  if (plan.basePort > 0) {
    const taken = await takenIn(plan.basePort, checked(plan.basePort, count), listening);
    if (taken === undefined) return portBlock(plan.basePort, plan.nodes);
    throw new CodedError('PORT_TAKEN', `port ${taken} of the run's block from ${plan.basePort} is taken`, {
      remedy: `Choose another base port with ${count} free ports, or 0 to find one.`,
    });
  }
  const highest = Math.max(lowestPort, (await ephemeralLow()) - count);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const basePort = lowestPort + Math.floor(Math.random() * (highest - lowestPort + 1));
    if ((await takenIn(basePort, checked(basePort, count), listening)) === undefined) {
      return portBlock(basePort, plan.nodes);
    }
  }
  throw new CodedError('PORT_TAKEN', `no ${count} free ports in a row between ${lowestPort} and ${highest}`, {
    remedy: 'Use fewer nodes, or direct links.',
  });
}

function checked(basePort: number, count: number): number {
  if (basePort + count - 1 <= highestPort) return count;
  throw new CodedError('USAGE', `${count} ports from ${basePort} end beyond ${highestPort}`, {
    remedy: 'Choose a lower base port, or fewer nodes.',
  });
}

async function takenIn(
  basePort: number,
  count: number,
  listening: ReadonlySet<number> | undefined,
): Promise<number | undefined> {
  const ports = Array.from({ length: count }, (_, offset) => basePort + offset);
  if (listening === undefined) return firstTakenPort(loopback, ports);
  return ports.find((port) => listening.has(port));
}

async function ephemeralLow(): Promise<number> {
  try {
    return Number.parseInt(await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'latin1'), 10);
  } catch {
    // Not Linux; the usual bound is below that of other systems.
    return defaultEphemeralLow;
  }
}
