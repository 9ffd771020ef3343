import { availableParallelism } from 'node:os';
import { median } from 'simple-statistics';
import { buildImplementation } from '../../nodes/implementations/build-implementation.js';
import { findImplementation } from '../../nodes/implementations/find-implementation.js';
import { keepCosts, type NodeCost } from '../capacity/costs.js';
import { measureMachineMs } from '../capacity/machine-speed.js';
import type { RunPrograms } from '../run/run-programs.js';
import { parseSpecYaml } from '../spec/input/document.js';
import { resolveSpec } from '../spec/input/resolve.js';
import type { Spec } from '../spec/spec.js';
import { benchRuntime } from './cluster-start.js';
import { comparisonTable } from './comparison-table.js';
import { bareExchanges } from './cost/bare-exchanges.js';
import { type Load, solveCosts } from './cost/solve-costs.js';
import { runSpec } from './run-spec.js';
import type { Measured } from './side-by-side.js';

const rounds = 3;
/** What the costs are compared at: 25 nodes, a round of 3 contacts each 200 ms, 20 updates/s, push-pull, proxied links. */
const nodes = 25;
const perSecond = 15;
const seconds = 8;
/** A connection an exchange fills two cores at 25 nodes; costs are taken where there is room. */
const fewNodes = 10;

interface Measure {
  /** Of the median node, ms/s. */
  readonly nodeMs: number;
  readonly memoryMiB: number;
  /** Of the machine, by node, ms/s. */
  readonly shareMs: number;
  readonly busyShare: number;
}

interface Setting {
  readonly nodes: number;
  readonly transport?: 'udp' | 'tcp';
  readonly use?: string;
  readonly intervalMs?: number;
  readonly rate?: number;
}

const runtime = benchRuntime('process');
const cores = availableParallelism();

function specOf({ nodes: count, transport = 'udp', use, intervalMs = 200, rate = 20 }: Setting): Spec {
  const node = use === undefined ? '' : `node: { use: ${use} }\n`;
  const protocol =
    use === undefined
      ? `protocol: { mode: push-pull, fanout: 3, interval: ${intervalMs}ms, transport: ${transport} }\n`
      : '';
  const text = `${node}${protocol}cluster: { nodes: ${count} }\nworkload: { updates: 0, rate: ${rate}/s }\nphases: { duration: ${seconds}s, idle: 0s }\n`;
  return resolveSpec(parseSpecYaml(text, 'bench cost'));
}

async function programsOf({ node, cluster }: Spec): Promise<RunPrograms | undefined> {
  if (node === undefined) return undefined;
  const program = await buildImplementation(findImplementation(node.use), node.parameters, {
    onNotice: (text) => console.error(text),
    signal: new AbortController().signal,
  });
  return { ofNodes: Array.from({ length: cluster.nodes }, () => program), replacements: new Map() };
}

async function measure(setting: Setting): Promise<Measure> {
  const spec = specOf(setting);
  const { metrics, harness } = await runSpec(runtime, spec, 'bench-cost', await programsOf(spec));
  const busyShare = harness.machineBusyShare ?? Number.NaN;
  return {
    nodeMs: Number(metrics.resources?.cpuMsPerSecond.p50),
    memoryMiB: Number(metrics.resources?.memoryMiB.p50),
    shareMs: (busyShare * cores * 1_000) / setting.nodes,
    busyShare,
  };
}

const compared: readonly { readonly name: string; readonly setting: Setting }[] = [
  { name: 'memberlist (Go, UDP)', setting: { nodes, use: 'memberlist' } },
  { name: 'reference, UDP', setting: { nodes } },
  { name: 'reference, a connection an exchange', setting: { nodes, transport: 'tcp' } },
];

/** Each with runs at a low and a higher rate of exchanges, and under load. Others have their own rates, which are not varied. */
const kinds: readonly { readonly name: string; readonly of: Setting; readonly varies: boolean }[] = [
  { name: 'reference udp', of: { nodes }, varies: true },
  { name: 'reference tcp', of: { nodes: fewNodes, transport: 'tcp' }, varies: true },
  { name: 'memberlist', of: { nodes, use: 'memberlist' }, varies: false },
];

/** What a node costs, side by side with memberlist's and with bare processes that do nothing but exchange, interleaved. */
export async function benchCost(): Promise<void> {
  const runs = new Map<string, Measure[]>(compared.map(({ name }) => [name, []]));
  const bare = { udp: [] as number[], tcp: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, setting } of compared) runs.get(name)!.push(await measure(setting));
    for (const transport of ['udp', 'tcp'] as const)
      bare[transport].push(await bareExchanges(transport, { processes: nodes, perSecond, seconds }));
  }
  const rows = (of: (measured: Measure) => number): Measured[] =>
    [...runs].map(([name, measured]) => ({ name, values: measured.map(of) }));
  const bareRows = (['udp', 'tcp'] as const).map((transport) => ({
    name: `bare processes, ${transport}, ${perSecond} exchanges/s`,
    values: bare[transport],
  }));
  const title = `${nodes} nodes, ${perSecond} exchanges/s and 20 updates/s each`;
  console.log(
    `${comparisonTable(`CPU of a node: ${title}`, 'ms/s', [...rows((one) => one.nodeMs), ...bareRows])}\n`,
  );
  console.log(
    `${comparisonTable(
      `memory of a node: ${title}`,
      'MiB',
      rows((one) => one.memoryMiB),
    )}\n`,
  );
  console.log(
    `${comparisonTable(
      `CPU of the machine: ${title}`,
      '%',
      rows((one) => one.busyShare * 100),
    )}\n`,
  );
}

/** Measures the costs by which runs are planned, and keeps them (bench/capacity). Takes a quiet machine. */
export async function benchCostKeep(): Promise<void> {
  const costs: Record<string, NodeCost> = {};
  const machineMs: number[] = [];
  for (const { name, of, varies } of kinds) {
    const [idle, gossiping, loaded] = [
      await loadOf({ ...of, intervalMs: varies ? 1_000 : 200, rate: 1 }, machineMs),
      await loadOf({ ...of, rate: 1 }, machineMs),
      await loadOf({ ...of, rate: 20 }, machineMs),
    ];
    costs[name] = solveCosts(idle, gossiping, loaded);
    console.log(`${name}: ${JSON.stringify(costs[name])}`);
  }
  keepCosts({ machineMs: Number(median(machineMs).toPrecision(3)), costs });
}

async function loadOf(setting: Setting, machineMs: number[]): Promise<Load> {
  const { rate = 20, intervalMs = 200, use } = setting;
  machineMs.push(measureMachineMs());
  const measured: Measure[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await measure(setting));
  return {
    exchangesPerSecond: use === undefined ? 3_000 / intervalMs : 0,
    receiptsPerSecond: rate,
    msPerSecond: median(measured.map(({ shareMs }) => shareMs)),
  };
}
