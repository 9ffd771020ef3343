import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { execa } from 'execa';
import { linearRegression, median } from 'simple-statistics';
import { protocolConfigSchema } from '../../nodes/protocol/config.js';
import { createRng } from '../../nodes/protocol/rng.js';
import { perfectLinks } from '../../nodes/runtime/sim/links/link-model.js';
import { SimNetwork } from '../../nodes/runtime/sim/sim-network.js';
import type { EpidemicCost } from './sim-epidemic.js';

const sizes = [1_000, 10_000, 100_000, 1_000_000];
/** Of the small ones several, since they are over in no time. */
const repetitionsOf = (nodes: number): number => (nodes > 100_000 ? 1 : 3);
/** A node that detects failures holds a row for each other: ten thousand of them would be a hundred million rows. */
const load = { nodes: 1_000, virtualSeconds: 60, updatesPerSecond: 10 };

/**
 * What the simulator costs by the number of nodes, beside a bare loop of random accesses to as many counters in the same
 * process; and whether a large cluster with failure detection and load is faster than real time. On one core.
 */
export async function benchSim(): Promise<void> {
  const costs: EpidemicCost[][] = [];
  for (const nodes of sizes) {
    const ofSize: EpidemicCost[] = [];
    for (let i = 0; i < repetitionsOf(nodes); i += 1) ofSize.push(await epidemicOf(nodes));
    costs.push(ofSize);
    console.error(`${nodes} nodes, done`);
  }
  console.log(`${costTable(costs)}\n\n${growthLine(costs)}\n`);
  console.log(`${loadLine()}\n`);
}

/** In a process of its own, whose memory and warm-up are its own. */
async function epidemicOf(nodes: number): Promise<EpidemicCost> {
  const program = fileURLToPath(new URL('./sim-epidemic.js', import.meta.url));
  const { stdout } = await execa(process.execPath, [
    '--max-semi-space-size=64',
    '--max-old-space-size=16384',
    program,
    String(nodes),
  ]);
  return JSON.parse(stdout) as EpidemicCost;
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

/** SWIM and a steady load. */
function loadLine(): string {
  const { nodes, virtualSeconds, updatesPerSecond } = load;
  const config = protocolConfigSchema.parse({ mode: 'push-pull', fanout: 3 });
  const rng = createRng(11);
  const startedMs = performance.now();
  const network = new SimNetwork({ nodes, seed: 11, config, links: perfectLinks(0.5) });
  for (let update = 0; update < virtualSeconds * updatesPerSecond; update += 1) {
    const key = `k${update}`;
    network.input(rng.below(nodes), { kind: 'write', key, value: new Uint8Array(128) });
    network.run(1000 / updatesPerSecond);
    if ((performance.now() - startedMs) / 1000 > giveUpSeconds) {
      const reachedMs = network.nowMs.toFixed(0);
      return `${nodes} nodes with SWIM and ${updatesPerSecond} updates/s: after ${giveUpSeconds} s only ${reachedMs} virtual ms were over.`;
    }
  }
  const seconds = (performance.now() - startedMs) / 1000;
  return `${nodes} nodes with SWIM and ${updatesPerSecond} updates/s: ${virtualSeconds} virtual seconds took ${seconds.toFixed(1)} s.`;
}

const giveUpSeconds = 600;
