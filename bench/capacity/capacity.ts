import { nodeGroups } from '../spec/implementations.js';
import type { Spec } from '../spec/spec.js';
import type { KeptCosts, NodeCost } from './costs.js';

export interface Machine {
  readonly cores: number;
  /** What the fixed piece of work takes here, ms (machine-speed.ts). */
  readonly machineMs: number;
}

/** What a run will ask of a machine. */
export interface Capacity {
  /** Share of all cores that its nodes, links and harness will fill; above 1 it cannot be had. */
  readonly busyShare: number;
  /** So many nodes of this kind fill `comfortableShare` of the machine. */
  readonly nodes: number;
}

/** From here on timers come late, and what is measured begins to be the machine. */
export const comfortableShare = 0.7;

/** Undefined where the cost of one of the implementations was never measured. */
export function capacityFor(spec: Spec, kept: KeptCosts, machine: Machine): Capacity | undefined {
  const groups = nodeGroups(spec);
  const members =
    groups.length > 0
      ? groups.map(({ use, count }) => ({ name: implementationOf(use), count }))
      : [{ name: `reference ${kindOf(spec.protocol.transport)}`, count: spec.cluster.nodes }];
  let busyMs = 0;
  let nodes = 0;
  for (const { name, count } of members) {
    const cost = kept.costs[name];
    if (cost === undefined) return undefined;
    busyMs += count * nodeMs(cost, spec);
    nodes += count;
  }
  const scale = machine.machineMs / kept.machineMs;
  const busyShare = (busyMs * scale) / (machine.cores * 1_000);
  return { busyShare, nodes: Math.floor((comfortableShare * nodes) / busyShare) };
}

const kindOf = (transport: Spec['protocol']['transport']): string => (transport === 'udp' ? 'udp' : 'tcp');

/** A shipped one without its version; a path stays one, and has no kept cost. */
const implementationOf = (use: string): string => (use.includes('/') ? use : use.replace(/@.*$/, ''));

/** ms a second of one node under the spec's load. */
function nodeMs(cost: NodeCost, { protocol, workload }: Spec): number {
  const exchanges = (protocol.fanout * 1_000) / protocol.intervalMs;
  return cost.idleMsPerSecond + cost.perExchangeMs * exchanges + cost.perReceiptMs * workload.ratePerSecond;
}

/** In one or two sentences, before a run starts: how many nodes the machine carries, how full this run makes it, and what to do where that is too much. */
export function capacityText({ busyShare, nodes }: Capacity, cluster: number): string {
  const carries = `This machine carries about ${nodes} such nodes; ${cluster} will fill some ${percent(busyShare)} of it.`;
  if (busyShare <= comfortableShare) return carries;
  return `${carries} Above ${percent(comfortableShare)} timers come late and the verdict tends to be unknown: use fewer --nodes, a longer --interval or a smaller --fanout.`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
