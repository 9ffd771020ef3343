import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { release } from 'node:os';
import { dirname, join } from 'node:path';
import { RegisteredRun } from '../clean-up/run-registry.js';
import { realClock } from '../clock.js';
import type { ClusterHooks, ClusterPlan, Link, RunningCluster, Runtime } from '../cluster.js';
import { Losses } from '../cluster-losses.js';
import { allLinks, requireLinks, sendsDatagrams } from '../links.js';
import type { LoadProcess } from '../load-process.js';
import { relayLost } from '../relay-door.js';
import { awaitToxiproxy } from '../toxiproxy/await-toxiproxy.js';
import { FirstFailure } from './first-failure.js';
import { startLoadChild } from './load-child.js';
import { NodeChildren } from './node-children.js';
import { findPortBlock, loopback, type PortBlock } from './port-block.js';
import { startRelayChild } from './relay-child.js';
import { startGuard, toxiproxyEndedError } from './toxiproxy-process.js';

export interface ProcessRuntimeOptions {
  /** The reference node as one file (`dist/bundle/node.mjs`). */
  readonly nodeBundle: string;
  /** Path of toxiproxy-server; called only when links are proxied, and may take its time. */
  readonly toxiproxyBinary: () => Promise<string>;
  /** The guard as one file; by default `guard.mjs` beside the node. */
  readonly guardBundle?: string;
  /** The UDP relays as one file; by default `udp-relay.mjs` beside the node. */
  readonly relayBundle?: string;
}

/** Nodes as child processes on loopback, their links through one Toxiproxy child process. */
export function processRuntime(options: ProcessRuntimeOptions): Runtime {
  return {
    kind: 'process',
    clock: realClock,
    async start(plan, hooks, signal) {
      signal.throwIfAborted();
      requireLinks(plan, 'process');
      const toxiproxyBinary = plan.links === 'proxy' ? await options.toxiproxyBinary() : undefined;
      signal.throwIfAborted();
      await mkdir(plan.logDirectory, { recursive: true });
      return startCluster({ ...options, toxiproxyBinary }, plan, hooks, signal);
    },
  };
}

type Binaries = Omit<ProcessRuntimeOptions, 'toxiproxyBinary'> & {
  readonly toxiproxyBinary: string | undefined;
};

async function startCluster(
  binaries: Binaries,
  plan: ClusterPlan,
  hooks: ClusterHooks,
  signal: AbortSignal,
): Promise<RunningCluster> {
  const parts = await createParts(binaries, plan, hooks, signal);
  try {
    const links = linksOf(plan, parts.ports);
    const [toxiproxyVersion] = await parts.failure.guard(
      startLinks(parts, links, hooks),
      parts.nodes.start(parts.failure.signal, hooks.onNodeUp),
    );
    await parts.record.addChildren([...parts.guard.pids, ...(parts.relay?.pid ? [parts.relay.pid] : [])]);
    await parts.failure.guard(parts.nodes.begin());
    return runningCluster(parts, plan, links, toxiproxyVersion);
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

/** Everything of one run on this machine; what was begun is ended by `stop`. */
type Parts = Awaited<ReturnType<typeof createParts>>;

async function createParts(binaries: Binaries, plan: ClusterPlan, hooks: ClusterHooks, signal: AbortSignal) {
  const { nodeBundle, toxiproxyBinary: binary } = binaries;
  const ports = await findPortBlock(plan);
  const record = await RegisteredRun.begin(plan.runId, 'process');
  const failure = new FirstFailure(signal);
  const losses = new Losses();
  const { guard, logPath } = await startGuard(
    binaries.guardBundle ?? join(dirname(nodeBundle), 'guard.mjs'),
    plan.logDirectory,
    binary === undefined ? undefined : { binary, apiPort: ports.proxyApiPort },
    (reason) => {
      failure.fail(toxiproxyEndedError(reason, logPath));
      losses.report({ kind: 'toxiproxy', reason });
    },
  );
  guard.watchMarked(record.mark);
  const relay =
    binary !== undefined && sendsDatagrams(plan)
      ? await startRelayChild({
          bundle: binaries.relayBundle ?? join(dirname(nodeBundle), 'udp-relay.mjs'),
          seed: plan.seed,
          logDirectory: plan.logDirectory,
          guard,
          lost: (reason) => {
            failure.fail(relayLost(reason));
            losses.report({ kind: 'relay', reason });
          },
        })
      : undefined;
  const token = randomBytes(24).toString('base64url');
  const nodes = new NodeChildren({
    plan,
    ports,
    token,
    nodeBundle,
    guard,
    mark: record.mark,
    onRemark: hooks.onRemark ?? (() => undefined),
    // Where the record cannot be written, the guard still ends what was started.
    spawned: (pid) => void record.addChildren([pid]).catch(() => undefined),
    lost: (exit) => losses.report({ kind: 'node', exit }),
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    failure.end();
    losses.close();
    stopped ??= nodes
      .stopAll()
      .then(() => guard.watchMarked(undefined))
      .then(() => relay?.end())
      .then(() => guard.end())
      .then(() => record.end());
    return stopped;
  };
  const apiUrl = binary === undefined ? undefined : `http://${loopback}:${ports.proxyApiPort}`;
  const startLoadProcess = async (): Promise<LoadProcess> => {
    const targets = new Map(
      Array.from({ length: plan.nodes }, (_, node) => [node, `${loopback}:${ports.controlPort(node)}`]),
    );
    const bundle = join(dirname(nodeBundle), 'load.mjs');
    nodes.standBack();
    return startLoadChild(bundle, { targets, token }, guard);
  };
  const links = { apiUrl, toxiproxyLog: logPath };
  return { ports, failure, losses, record, guard, relay, nodes, startLoadProcess, ...links, stop };
}

function linksOf(plan: ClusterPlan, ports: PortBlock): readonly Link[] {
  if (plan.links === 'direct') return [];
  return allLinks(
    Array.from({ length: plan.nodes }, (_, node) => node),
    (from, to) => `${loopback}:${ports.linkPort(from, to)}`,
    (to) => `${loopback}:${ports.gossipPort(to)}`,
  );
}

/** The version of the Toxiproxy whose links stand; undefined with direct links. */
async function startLinks(
  { apiUrl, toxiproxyLog, relay, failure }: Parts,
  links: readonly Link[],
  hooks: ClusterHooks,
): Promise<string | undefined> {
  if (apiUrl === undefined) return undefined;
  const version = await awaitToxiproxy(apiUrl, toxiproxyLog, failure.signal);
  await hooks.provisionLinks(apiUrl, links, relay?.door);
  return version;
}

function runningCluster(
  parts: Parts,
  plan: ClusterPlan,
  links: readonly Link[],
  version: string | undefined,
): RunningCluster {
  const { nodes, losses, apiUrl, relay, startLoadProcess, stop } = parts;
  const proxied = apiUrl !== undefined && version !== undefined;
  return {
    runtime: 'process',
    nodeIds: Array.from({ length: plan.nodes }, (_, node) => node),
    control: (node) => nodes.control(node),
    lifecycle: nodes,
    startLoadProcess,
    proxy: proxied ? { apiUrl, version, links, relay: relay?.door } : undefined,
    versions: { kernel: release(), ...(proxied ? { toxiproxy: version } : {}) },
    resources: () => nodes.resources(),
    onLoss: (listener) => losses.listen(listener),
    stop,
  };
}
