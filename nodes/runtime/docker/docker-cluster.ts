import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import type Docker from 'dockerode';
import pLimit from 'p-limit';
import { CodedError } from '../../coded-error.js';
import type { NodeControl } from '../../contract/client.js';
import { createNodeControl } from '../../contract/http-node-control.js';
import type { NodeId } from '../../protocol/types.js';
import { aborted } from '../aborted.js';
import { LeaseKeeper } from '../clean-up/lease-keeper.js';
import type { ClusterHooks, ClusterLoss, ClusterPlan, NodeLifecycle, RunningCluster } from '../cluster.js';
import { Losses } from '../cluster-losses.js';
import { hasProxies } from '../link-kind.js';
import { sendsDatagrams } from '../links.js';
import type { LoadProcess } from '../load-process.js';
import type { RelayDoor } from '../relay-door.js';
import { awaitHealthy } from '../start/await-healthy.js';
import { beginAll } from '../start/begin-all.js';
import { nodeStartError } from '../start/node-start-error.js';
import { awaitToxiproxy, toxiproxyLogName } from '../toxiproxy/await-toxiproxy.js';
import type { ContainerPlan } from './containers/container-spec.js';
import { startLoadContainer } from './containers/load-container.js';
import { NodeContainers } from './containers/node-containers.js';
import { containerLifecycle } from './containers/node-lifecycle.js';
import { type ContainerDeath, EngineWatch } from './engine/engine-watch.js';
import { Gateway } from './gateway/gateway.js';
import { connectRelay } from './gateway/relay-connection.js';
import { type AddressPlan, relayControlPort, toxiproxyPort } from './network/address-plan.js';
import { labelNames } from './removal/labels.js';
import { Namespaces } from './transparent/namespaces.js';

export interface DockerClusterOptions {
  readonly engine: Docker;
  readonly plan: ClusterPlan;
  readonly addresses: AddressPlan;
  readonly token: string;
  readonly common: Pick<ContainerPlan, 'name' | 'image' | 'labels' | 'network'>;
  readonly versions: Readonly<Record<string, string>>;
  /** Containers that are created and started at the same time. */
  readonly parallelism: number;
  /** Removes whatever is left of the run in the engine. */
  readonly removeAll: () => Promise<void>;
}

const callTimeoutMs = 10_000;
/** A node boots in a tenth of a second of CPU time, which many at once take from each other; so do questions. */
const askAgainMs: [number, number] = [80, 160];
/** A busy machine takes its time to bring so many containers up. */
const healthyLimitMs = { base: 15_000, perNode: 500 };

/** All containers of one run. Whoever made it must stop it, also when its start has failed. */
export class DockerCluster implements RunningCluster {
  readonly runtime = 'docker';
  readonly nodeIds: readonly NodeId[];
  readonly lifecycle: NodeLifecycle;
  proxy: RunningCluster['proxy'];
  readonly #options: DockerClusterOptions;
  readonly #losses = new Losses();
  readonly #namespaces: Namespaces | undefined;
  readonly #nodes: NodeContainers;
  readonly #controls = new Map<NodeId, NodeControl>();
  readonly #watch: EngineWatch;
  readonly #leases: LeaseKeeper;
  /** Aborted with the first reason for which the cluster cannot come up. */
  readonly #failure = new AbortController();
  readonly #creations: Promise<unknown>[] = [];
  /** Nodes that have not been healthy in their present incarnation; their end is reported by `#failure` or to the restart. */
  readonly #starting = new Map<NodeId, AbortController>();
  #gateway: Gateway | undefined;
  readonly #relayToken = randomBytes(24).toString('base64url');
  #relay: Awaited<ReturnType<typeof connectRelay>> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: DockerClusterOptions) {
    const { engine, plan } = options;
    this.#options = options;
    this.nodeIds = Array.from({ length: plan.nodes }, (_, node) => node);
    this.#namespaces =
      plan.links === 'transparent'
        ? new Namespaces({ ...options, nodes: plan.nodes, datagrams: sendsDatagrams(plan) })
        : undefined;
    this.#nodes = new NodeContainers({ ...options, namespaces: this.#namespaces });
    this.#leases = new LeaseKeeper(plan.leaseMs);
    // One a node that waits for its health.
    setMaxListeners(0, this.#failure.signal);
    this.#watch = new EngineWatch(engine, {
      died: (death) => void this.#died(death),
      lost: (reason) => this.#lose({ kind: 'engine', reason }),
    });
    this.lifecycle = containerLifecycle(this.#nodes, (node) =>
      this.#untilHealthy(node, new AbortController()),
    );
  }

  readonly control = (node: NodeId): NodeControl => {
    const control = this.#nodes.lines(node)?.control ?? this.#controls.get(node);
    if (control === undefined) throw new CodedError('USAGE', `unknown node ${node} in this cluster`);
    return control;
  };

  get versions(): Readonly<Record<string, string>> {
    const { versions } = this.#options;
    return this.proxy ? { ...versions, toxiproxy: this.proxy.version } : versions;
  }

  startLoadProcess(): Promise<LoadProcess> {
    const { engine, addresses, token, common } = this.#options;
    const plan = {
      ...common,
      name: `${common.name}-load`,
      labels: { ...common.labels, [labelNames.role]: 'load' },
      ip: addresses.loadIp,
    };
    const targets = new Map(this.nodeIds.map((node) => [node, addresses.controlAddress(node)]));
    return startLoadContainer(engine, plan, { targets, token });
  }

  resources(): ReturnType<RunningCluster['resources']> {
    return this.#nodes.resources(this.control);
  }

  /** Of transparent links. */
  get linkTraffic(): RunningCluster['linkTraffic'] {
    const namespaces = this.#namespaces;
    return namespaces && (() => namespaces.counters());
  }

  onLoss(listener: (loss: ClusterLoss) => void): void {
    this.#losses.listen(listener);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  /** @throws CodedError; the signal's reason. */
  async start(hooks: ClusterHooks, signal: AbortSignal): Promise<void> {
    const giveUp = () => this.#failure.abort(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      signal.throwIfAborted();
      await this.#watch.start(this.#options.plan.runId);
      const gateway = this.#startGateway();
      await Promise.race([
        Promise.all([this.#provision(gateway, hooks), this.#startNodes(gateway, hooks)]).then(() =>
          beginAll(this.nodeIds.map(this.control)),
        ),
        aborted(this.#failure.signal),
      ]);
      this.#failure.signal.throwIfAborted();
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** The gateway, with a control of every node through it. */
  #startGateway(): Promise<Gateway> {
    const { engine, plan, addresses, common } = this.#options;
    const starting = Gateway.start(engine, {
      container: {
        ...common,
        name: `${common.name}-gateway`,
        labels: { ...common.labels, [labelNames.role]: 'gateway' },
        ip: addresses.gatewayIp,
      },
      toxiproxy: hasProxies(plan.links),
      relay: this.#hasRelay ? { seed: plan.seed, token: this.#relayToken } : undefined,
      logDirectory: plan.logDirectory,
      toxiproxyEnded: (reason) => this.#lose({ kind: 'toxiproxy', reason }),
      relayEnded: (reason) => this.#lose({ kind: 'relay', reason }),
      closed: (reason) => void this.#gatewayClosed(reason),
    }).then(async (gateway) => {
      this.#gateway = gateway;
      await this.#connectControls(gateway);
      return gateway;
    });
    this.#creations.push(starting);
    return starting;
  }

  async #connectControls(gateway: Gateway): Promise<void> {
    const { addresses, token } = this.#options;
    for (const node of this.nodeIds) {
      if (this.#options.plan.programs?.[node]) continue;
      const baseUrl = `http://${await gateway.localAddress(addresses.controlAddress(node))}`;
      const control = createNodeControl({ node, baseUrl, token, timeoutMs: callTimeoutMs });
      this.#controls.set(node, {
        ...control,
        leave: () => {
          this.#nodes.asked(node);
          return control.leave();
        },
      });
    }
  }

  async #provision(starting: Promise<Gateway>, hooks: ClusterHooks): Promise<void> {
    const { plan, addresses } = this.#options;
    const gateway = await starting;
    if (!hasProxies(plan.links)) return;
    const apiUrl = `http://${await gateway.localAddress(`127.0.0.1:${toxiproxyPort}`)}`;
    const version = await awaitToxiproxy(
      apiUrl,
      join(plan.logDirectory, toxiproxyLogName),
      this.#failure.signal,
    );
    const relay = this.#hasRelay ? await this.#connectRelay(gateway) : undefined;
    await hooks.provisionLinks(apiUrl, addresses.links, relay);
    this.proxy = { apiUrl, version, links: addresses.links, relay };
  }

  async #connectRelay(gateway: Gateway): Promise<RelayDoor> {
    const address = await gateway.localAddress(`127.0.0.1:${relayControlPort}`);
    this.#relay = await connectRelay(address, this.#relayToken, this.#failure.signal);
    return this.#relay.door;
  }

  get #hasRelay(): boolean {
    const { plan } = this.#options;
    return hasProxies(plan.links) && sendsDatagrams(plan);
  }

  async #startNodes(gateway: Promise<Gateway>, hooks: ClusterHooks): Promise<void> {
    const limit = pLimit(this.#options.parallelism);
    let up = 0;
    await Promise.all(
      this.nodeIds.map(async (node) => {
        this.#starting.set(node, this.#failure);
        const creation = limit(async () => {
          this.#failure.signal.throwIfAborted();
          await this.#nodes.start(node);
        });
        this.#creations.push(creation);
        await creation;
        await gateway;
        await this.#untilHealthy(node, this.#failure);
        up += 1;
        hooks.onNodeUp?.(up, this.nodeIds.length);
      }),
    );
  }

  /** Waits for a node whose container runs; asking earlier would only fill the neighbour table with the unanswered. */
  async #untilHealthy(node: NodeId, failure: AbortController): Promise<void> {
    this.#starting.set(node, failure);
    await awaitHealthy(new Map([[node, this.control(node)]]), {
      timeoutMs: healthyLimitMs.base + healthyLimitMs.perNode * this.nodeIds.length,
      signal: failure.signal,
      backoffMs: askAgainMs,
    });
    this.#starting.delete(node);
    if (!this.#nodes.lines(node)) this.#leases.keep(node, this.control(node));
  }

  async #died(death: ContainerDeath): Promise<void> {
    // The gateway's end is seen at its stream.
    if (death.node === undefined || this.#stopped) return;
    const exit = await this.#nodes.unasked(death.node, death);
    if (exit === undefined) return;
    const starting = this.#starting.get(death.node);
    if (starting) starting.abort(nodeStartError(exit));
    else this.#losses.report({ kind: 'node', exit });
  }

  /** Without its gateway the run has neither control nor links; whose fault it is, the engine's answer tells. */
  async #gatewayClosed(reason: string): Promise<void> {
    if (this.#stopped) return;
    const answers = await this.#options.engine.ping().then(
      () => true,
      () => false,
    );
    if (!answers) this.#lose({ kind: 'engine', reason });
    else if (hasProxies(this.#options.plan.links)) this.#lose({ kind: 'toxiproxy', reason });
    else this.#lose({ kind: 'engine', reason: `the gateway container ended: ${reason}` });
  }

  /** A loss of the whole cluster: while it comes up, the reason for which it does not. */
  #lose(loss: Exclude<ClusterLoss, { kind: 'node' }>): void {
    if (this.#stopped) return;
    const codes = { engine: 'ENGINE_UNAVAILABLE', toxiproxy: 'TOXIPROXY_LOST', relay: 'RELAY_LOST' } as const;
    const code = codes[loss.kind];
    this.#failure.abort(new CodedError(code, `${loss.kind} lost while the cluster started: ${loss.reason}`));
    this.#losses.report(loss);
  }

  async #end(): Promise<void> {
    this.#losses.close();
    this.#leases.stop();
    this.#failure.abort(new CodedError('INTERRUPTED', 'the cluster was stopped while it started'));
    this.#watch.stop();
    await Promise.allSettled(this.#creations);
    // The engine is gone, or a container with its log: the run ends all the same.
    await this.#nodes.saveLogs().catch(() => undefined);
    this.#relay?.close();
    await this.#gateway?.close();
    await this.#options.removeAll();
  }
}
