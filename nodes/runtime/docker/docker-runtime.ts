import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type Docker from 'dockerode';
import { realClock } from '../clock.js';
import type { ClusterHooks, ClusterPlan, RunningCluster, Runtime } from '../cluster.js';
import { hasProxies } from '../link-kind.js';
import { requireLinks } from '../links.js';
import { DockerCluster } from './docker-cluster.js';
import { connectEngine, type EngineFacts, requireEngine } from './engine/engine.js';
import { connectionLost, engineUnavailable, messageOf } from './engine/engine-error.js';
import { ensureNodeImage } from './image/image.js';
import { planAddresses } from './network/address-plan.js';
import { checkNeighbourTable } from './network/neighbour-table.js';
import { createRunNetwork } from './network/network.js';
import { runLabels } from './removal/labels.js';
import { RunGuard } from './removal/run-guard.js';

export interface DockerRuntimeOptions {
  /** As in DOCKER_HOST; by default the engine that Docker's own client would take. */
  readonly engineHost?: string;
  /** The reference node, the gateway, the load generator and the UDP relays, one file each (`dist/bundle/*.mjs`). */
  readonly nodeBundle: string;
  readonly gatewayBundle: string;
  readonly loadBundle: string;
  readonly relayBundle: string;
  /**
   * Path on this machine of a toxiproxy-server for the engine's platform (Go's names: `linux`, `amd64`); called only
   * when links are proxied, and may take its time.
   */
  readonly toxiproxyBinary: (platform: { os: string; arch: string }) => Promise<string>;
  /** Containers that are created and started at the same time. */
  readonly parallelism?: number;
}

const engineLimitMs = 10_000;
const defaultParallelism = 8;

/** Nodes as containers on a network of the run's own, their links through a Toxiproxy in the gateway container. */
export function dockerRuntime(options: DockerRuntimeOptions): Runtime {
  return {
    kind: 'docker',
    clock: realClock,
    start: (plan, hooks, signal) => startCluster(options, plan, hooks, signal),
  };
}

async function startCluster(
  options: DockerRuntimeOptions,
  plan: ClusterPlan,
  hooks: ClusterHooks,
  signal: AbortSignal,
): Promise<RunningCluster> {
  signal.throwIfAborted();
  requireLinks(plan, 'docker');
  const engine = connectEngine(options.engineHost);
  const facts = await requireEngine(engine, engineLimitMs, options.engineHost);
  await checkNeighbourTable(plan.nodes, plan.links, facts);
  await mkdir(plan.logDirectory, { recursive: true });
  const image = await abortable(nodeImage(engine, facts, options, plan, hooks), signal);
  const guard = await RunGuard.begin(engine, plan.runId, options.engineHost);
  const removeAll = () => guard.removeAll((text) => hooks.onNotice?.(text));
  let cluster: DockerCluster | undefined;
  try {
    cluster = await planCluster(engine, facts, image, options, plan, removeAll);
    await cluster.start(hooks, signal);
    return cluster;
  } catch (error) {
    await (cluster ? cluster.stop() : removeAll());
    throw connectionLost(error) ? engineUnavailable(messageOf(error), error) : error;
  }
}

async function planCluster(
  engine: Docker,
  facts: EngineFacts,
  image: string,
  options: DockerRuntimeOptions,
  plan: ClusterPlan,
  removeAll: () => Promise<void>,
): Promise<DockerCluster> {
  const name = `gossip-bench-${plan.runId}`;
  const labels = await runLabels(plan.runId);
  const network = await createRunNetwork(engine, name, labels);
  return new DockerCluster({
    engine,
    plan,
    addresses: planAddresses(network.subnet, plan.nodes, plan.links),
    token: randomBytes(24).toString('base64url'),
    common: { name, image, labels, network: network.id },
    versions: { engine: facts.version, engineApi: facts.apiVersion, kernel: facts.kernel, image },
    parallelism: options.parallelism ?? defaultParallelism,
    removeAll,
  });
}

async function nodeImage(
  engine: Docker,
  facts: EngineFacts,
  { nodeBundle, gatewayBundle, loadBundle, relayBundle, toxiproxyBinary }: DockerRuntimeOptions,
  { links }: ClusterPlan,
  { onNotice }: ClusterHooks,
): Promise<string> {
  const { os, arch } = facts;
  const toxiproxy = hasProxies(links) ? await toxiproxyBinary({ os, arch }) : undefined;
  return ensureNodeImage(engine, {
    facts,
    sources: { node: nodeBundle, gateway: gatewayBundle, load: loadBundle, relay: relayBundle, toxiproxy },
    notice: (text) => onNotice?.(text),
  });
}

/** Does not wait for what cannot be interrupted; an image that comes into being afterwards is of use to the next run. */
async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stopWaiting: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stopWaiting = () => reject(signal.reason);
    signal.addEventListener('abort', stopWaiting, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stopWaiting) signal.removeEventListener('abort', stopWaiting);
  }
}
