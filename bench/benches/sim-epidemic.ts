import { protocolConfigSchema } from '../../nodes/protocol/node/config.js';
import { createRng } from '../../nodes/protocol/rng.js';
import { perfectLinks } from '../../nodes/runtime/sim/network/links/link-model.js';
import { SimNetwork } from '../../nodes/runtime/sim/network/sim-network.js';

/** What one epidemic over so many nodes took; printed as JSON by this program, which runs in a process of its own. */
export interface EpidemicCost {
  readonly nodes: number;
  readonly messages: number;
  /** From the network's construction until every node holds the update, s. */
  readonly seconds: number;
  readonly peakMemoryMiB: number;
  readonly virtualMs: number;
  /** Increments a second of random ones of `nodes` counters: what the machine's memory allows. */
  readonly randomAccessPerSecond: number;
}

const linkMs = 0.5;
const giveUpMs = 60_000;
const increments = 20_000_000;

/** One update by push with fanout 3, repaired, from one node to all; nothing is kept of the events but their number. */
function spreadOver(nodes: number): Omit<EpidemicCost, 'randomAccessPerSecond'> {
  const config = protocolConfigSchema.parse({ mode: 'push', fanout: 3, detector: 'none' });
  const startedMs = performance.now();
  let holders = 0;
  const network = new SimNetwork({
    nodes,
    seed: 7,
    config,
    links: perfectLinks(linkMs),
    listener: {
      event: (_atMs, _node, { kind }) => {
        if (kind === 'written' || kind === 'applied') holders += 1;
      },
    },
  });
  network.input(0, { kind: 'write', key: 'k', value: new Uint8Array(128) });
  while (holders < nodes && network.nowMs < giveUpMs) network.run(100);
  if (holders < nodes) throw new Error(`${holders} of ${nodes} nodes held the update after ${giveUpMs} ms`);
  return {
    nodes,
    messages: network.traffic.total(nodes).messagesSent,
    seconds: (performance.now() - startedMs) / 1000,
    peakMemoryMiB: process.resourceUsage().maxRSS / 1024,
    virtualMs: network.nowMs,
  };
}

function randomAccessPerSecond(counters: number): number {
  const rng = createRng(1);
  const counts = new Float64Array(counters);
  const startedMs = performance.now();
  for (let i = 0; i < increments; i += 1) counts[rng.uint32() % counters]! += 1;
  return increments / ((performance.now() - startedMs) / 1000);
}

const nodes = Number(process.argv[2]);
const cost: EpidemicCost = { ...spreadOver(nodes), randomAccessPerSecond: randomAccessPerSecond(nodes) };
console.log(JSON.stringify(cost));
