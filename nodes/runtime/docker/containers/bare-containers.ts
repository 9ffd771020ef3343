import { randomBytes } from 'node:crypto';
import pLimit from 'p-limit';
import { nodePath } from '../../../image/host-root.js';
import { connectEngine } from '../engine/engine.js';
import { planAddresses } from '../network/address-plan.js';
import { createRunNetwork } from '../network/network.js';
import { runLabels } from '../removal/labels.js';
import { RunGuard } from '../removal/run-guard.js';
import { runContainer } from './container.js';

export interface BareStart {
  readonly image: string;
  readonly count: number;
  /** Containers that are created and started at the same time. */
  readonly parallelism: number;
  readonly limits: { readonly memoryMiB: number; readonly cpus: number };
}

/**
 * The engine's own part of a start, as a baseline for benches: a network and `count` containers of the same image with
 * the same restrictions, that do nothing. Returns the ms from the first create to the last start; all is removed again.
 */
export async function timeBareStart({ image, count, parallelism, limits }: BareStart): Promise<number> {
  const engine = connectEngine();
  const runId = `bare-${randomBytes(4).toString('hex')}`;
  const guard = await RunGuard.begin(engine, runId, undefined);
  try {
    const name = `gossip-bench-${runId}`;
    const labels = await runLabels(runId);
    const startedMs = performance.now();
    const network = await createRunNetwork(engine, name, labels);
    const addresses = planAddresses(network.subnet, count, 'direct');
    const limit = pLimit(parallelism);
    const start = (node: number) =>
      runContainer(engine, {
        name: `${name}-${node}`,
        image,
        command: [nodePath, '-e', 'setInterval(() => undefined, 1 << 30)'],
        environment: {},
        labels,
        network: name,
        ip: addresses.nodeIp(node),
        limits: { ...limits, pids: 128 },
      });
    await Promise.all(Array.from({ length: count }, (_, node) => limit(() => start(node))));
    return performance.now() - startedMs;
  } finally {
    await guard.removeAll();
  }
}
