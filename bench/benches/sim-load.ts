import { protocolConfigSchema } from '../../nodes/protocol/node/config.js';
import { createRng } from '../../nodes/protocol/rng.js';
import { perfectLinks } from '../../nodes/runtime/sim/network/links/link-model.js';
import { SimNetwork } from '../../nodes/runtime/sim/network/sim-network.js';

/** What a cluster with failure detection under a steady load took; printed as JSON by this program, which runs in a process of its own. */
export interface LoadCost {
  readonly nodes: number;
  readonly updatesPerSecond: number;
  readonly virtualSeconds: number;
  readonly messages: number;
  /** From the network's construction on, s. */
  readonly seconds: number;
  readonly peakMemoryMiB: number;
}

const linkMs = 0.5;
const updatesPerSecond = 10;
const virtualSeconds = 60;

/** SWIM among members that know each other, push-pull, and writes at random nodes, each to a key of its own. */
function underLoad(nodes: number): LoadCost {
  const config = protocolConfigSchema.parse({ mode: 'push-pull', fanout: 3, detector: 'swim' });
  const rng = createRng(11);
  const startedMs = performance.now();
  const network = new SimNetwork({ nodes, seed: 11, config, links: perfectLinks(linkMs), joined: true });
  for (let update = 0; update < virtualSeconds * updatesPerSecond; update += 1) {
    network.input(rng.below(nodes), { kind: 'write', key: `k${update}`, value: new Uint8Array(128) });
    network.run(1000 / updatesPerSecond);
  }
  return {
    nodes,
    updatesPerSecond,
    virtualSeconds,
    messages: network.traffic.total(nodes).messagesSent,
    seconds: (performance.now() - startedMs) / 1000,
    peakMemoryMiB: process.resourceUsage().maxRSS / 1024,
  };
}

console.log(JSON.stringify(underLoad(Number(process.argv[2]))));
