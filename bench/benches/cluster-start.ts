import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provisionLinks } from '../../chaos/toxiproxy/index.js';
import { protocolConfigSchema } from '../../nodes/protocol/node/config.js';
import { realClock } from '../../nodes/runtime/clock.js';
import type { ClusterPlan, RunningCluster, Runtime } from '../../nodes/runtime/cluster.js';
import { createRuntime } from '../../nodes/runtime/create-runtime.js';
import { pollUntil } from '../run/poll.js';

export const nodeLimits = { memoryMiB: 128, cpus: 0 };
const never = new AbortController().signal;

export const benchRuntime = (kind: Runtime['kind']): Runtime =>
  createRuntime(kind, { onNotice: (text) => console.error(text), signal: never });

/** Starts a cluster with default parameters, hands it to `use`, and removes all of it. */
export async function withCluster<T>(
  runtime: Runtime,
  { nodes, links }: Pick<ClusterPlan, 'nodes' | 'links'>,
  use: (cluster: RunningCluster) => Promise<T>,
): Promise<T> {
  const logDirectory = await mkdtemp(join(tmpdir(), 'gossip-bench-'));
  const plan: ClusterPlan = {
    runId: `bench-${randomBytes(4).toString('hex')}`,
    nodes,
    protocol: protocolConfigSchema.parse({}),
    links,
    seed: 1,
    logDirectory,
    leaseMs: 10_000,
    limits: nodeLimits,
    basePort: 0,
    allowAttacks: false,
  };
  try {
    const cluster = await runtime.start(
      plan,
      { provisionLinks: (apiUrl, all) => provisionLinks(apiUrl, all, undefined) },
      never,
    );
    try {
      return await use(cluster);
    } finally {
      await cluster.stop();
    }
  } finally {
    await rm(logDirectory, { recursive: true, force: true });
  }
}

/** Resolves when every node sees every other alive. */
export async function awaitFullMembership(cluster: RunningCluster, limitMs: number): Promise<void> {
  const unsure = new Set(cluster.nodeIds);
  const complete = await pollUntil(
    async () => {
      for (const node of unsure) {
        const members = await cluster.control(node).members();
        const alive = members.filter(({ status }) => status === 'alive').length;
        if (alive < cluster.nodeIds.length) return false;
        unsure.delete(node);
      }
      return true;
    },
    { everyMs: 50, limitMs, signal: never, clock: realClock },
  );
  if (!complete) throw new Error(`${unsure.size} nodes did not know all others within ${limitMs} ms`);
}
