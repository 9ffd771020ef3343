import Table from 'cli-table3';
import { execa } from 'execa';
import { linearRegression, median } from 'simple-statistics';
import { builtProgram } from '../../nodes/package-root.js';
import { simulationFlags } from '../../nodes/runtime/sim/simulation-flags.js';
import type { EpidemicCost } from './sim-epidemic.js';
import type { LoadCost } from './sim-load.js';

const sizes = [1_000, 10_000, 100_000, 1_000_000];
/** Of the small ones several, since they are over in no time. */
const repetitionsOf = (nodes: number): number => (nodes > 100_000 ? 1 : 3);
/** Nodes with a failure detector, under load. */
const loadSizes = [1_000, 10_000];

/**
 * What the simulator costs by the number of nodes, beside a bare loop of random accesses to as many counters in the same
 * process; and whether a large cluster with failure detection and load is faster than real time. On one core.
 */
export async function benchSim(): Promise<void> {
  const costs: EpidemicCost[][] = [];
  for (const nodes of sizes) {
    const ofSize: EpidemicCost[] = [];
    for (let i = 0; i < repetitionsOf(nodes); i += 1)
      ofSize.push(await costOf<EpidemicCost>('sim-epidemic', nodes));
    costs.push(ofSize);
    console.error(`${nodes} nodes, done`);
  }
  console.log(`${costTable(costs)}\n\n${growthLine(costs)}\n`);
  for (const nodes of loadSizes) console.log(loadLine(await costOf<LoadCost>('sim-load', nodes)));
  console.log();
}

/** In a process of its own, whose memory and warm-up are its own, with the flags that the command line gives large simulations. */
async function costOf<T>(name: string, nodes: number): Promise<T> {
  const program = builtProgram(`bench/benches/${name}`);
  const { stdout } = await execa(process.execPath, [...simulationFlags, program, String(nodes)]);
  return JSON.parse(stdout) as T;
}

function costTable(costs: readonly (readonly EpidemicCost[])[]): string {
  const head = [
    'nodes',
    'messages',
    'seconds',
    'messages/s',
    'random accesses/s',
    'share',
    'peak memory MiB',
  ];
  const table = new Table({
    head,
    style: { head: [], border: [] },
    colAligns: head.map(() => 'right' as const),
  });
  for (const ofSize of costs) {
    const middle = (figure: (cost: EpidemicCost) => number): number => median(ofSize.map(figure));
    const perSecond = middle(messagesPerSecond);
    const bare = middle((cost) => cost.randomAccessPerSecond);
    table.push([
      whole(ofSize[0]!.nodes),
      whole(middle((cost) => cost.messages)),
      middle((cost) => cost.seconds).toFixed(2),
      whole(perSecond),
      whole(bare),
      `${((100 * perSecond) / bare).toFixed(2)} %`,
      whole(middle((cost) => cost.peakMemoryMiB)),
    ]);
  }
  return table.toString();
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const messagesPerSecond = ({ messages, seconds }: EpidemicCost): number => messages / seconds;

/** A straight line through the logarithms: its slope is the exponent. */
function growthLine(costs: readonly (readonly EpidemicCost[])[]): string {
  const points = costs.flat().map(({ nodes, seconds }) => [Math.log(nodes), Math.log(seconds)]);
  return `Time grows like n^${linearRegression(points).m.toFixed(2)} (least squares over the logarithms, ${points.length} runs).`;
}

function loadLine({
  nodes,
  updatesPerSecond,
  virtualSeconds,
  messages,
  seconds,
  peakMemoryMiB,
}: LoadCost): string {
  const pace = `${virtualSeconds} virtual seconds took ${seconds.toFixed(1)} s`;
  const cost = `${whole(messages)} messages, ${whole(messages / seconds)}/s, ${whole(peakMemoryMiB)} MiB`;
  return `${whole(nodes)} nodes with SWIM and ${updatesPerSecond} updates/s: ${pace} (${cost}).`;
}
