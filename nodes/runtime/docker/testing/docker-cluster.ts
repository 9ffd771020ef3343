import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nanoid } from 'nanoid';
import { bundle } from '../../../image/bundle.js';
import { protocolConfigSchema } from '../../../protocol/node/config.js';
import type { ClusterPlan } from '../../cluster.js';
import { ensureToxiproxy } from '../../toxiproxy/ensure-toxiproxy.js';
import type { DockerRuntimeOptions } from '../docker-runtime.js';
import { connectEngine } from '../engine/engine.js';
import { labelled, labelNames } from '../removal/labels.js';

/** A folder for one test file: bundles of the sources, logs, and the registry of its runs. */
export interface Workshop {
  readonly options: DockerRuntimeOptions;
  readonly folder: string;
  plan(fields?: Partial<ClusterPlan>): ClusterPlan;
  remove(): Promise<void>;
}

export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'gossip-bench-docker-'));
  const [nodeBundle, gatewayBundle, loadBundle, relayBundle] = ['node', 'gateway', 'load', 'udp-relay'].map(
    (name) => join(folder, `${name}.mjs`),
  ) as [string, string, string, string];
  await Promise.all([
    bundle(source('../../../reference/main.ts'), nodeBundle, 'test'),
    bundle(source('../gateway/gateway-main.ts'), gatewayBundle, 'test'),
    bundle(source('../../../../bench/workload/autocannon/main.ts'), loadBundle, 'test'),
    bundle(source('../../../../chaos/udp-relay/relay/main.ts'), relayBundle, 'test'),
  ]);
  return {
    folder,
    options: {
      nodeBundle,
      gatewayBundle,
      loadBundle,
      relayBundle,
      toxiproxyBinary: async (platform) => (await ensureToxiproxy({ platform })).path,
    },
    plan: (fields) => testPlan(folder, fields),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function testPlan(folder: string, fields: Partial<ClusterPlan> = {}): ClusterPlan {
  const runId = `test-${nanoid(8).replaceAll(/[^a-zA-Z0-9]/g, 'x')}`;
  return {
    runId,
    nodes: 3,
    protocol: protocolConfigSchema.parse({ intervalMs: 50 }),
    links: 'direct',
    seed: 1,
    logDirectory: join(folder, runId),
    leaseMs: 60_000,
    limits: { memoryMiB: 128, cpus: 0.5 },
    basePort: 0,
    allowAttacks: false,
    ...fields,
  };
}

function source(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** Names of every container and network of the run that the engine has. */
export async function engineObjects(runId: string): Promise<string[]> {
  const engine = connectEngine();
  const filters = labelled(labelNames.run, runId);
  const containers = await engine.listContainers({ all: true, filters });
  const networks = await engine.listNetworks({ filters });
  return [...containers.flatMap(({ Names }) => Names), ...networks.map(({ Name }) => Name)];
}
