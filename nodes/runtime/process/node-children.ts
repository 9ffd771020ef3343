import { basename, join } from 'node:path';
import { BoundedLogs } from '../../bounded-logs.js';
import { CodedError } from '../../coded-error.js';
import type { NodeControl } from '../../contract/client.js';
import { createNodeControl } from '../../contract/http-node-control.js';
import type { NodeProgram } from '../../contract/lines/node-program.js';
import type { NodeId } from '../../protocol/types.js';
import type { GuardProcess } from '../clean-up/guard-process.js';
import { LeaseKeeper } from '../clean-up/lease-keeper.js';
import type { ClusterPlan, NodeExit, NodeLifecycle, NodeResources } from '../cluster.js';
import { awaitHealthy } from '../start/await-healthy.js';
import { beginAll } from '../start/begin-all.js';
import { buildEnvironment, type NodePlacement, nodeSeed } from '../start/node-environment.js';
import { nodeStartError } from '../start/node-start-error.js';
import { toxiproxyLogName } from '../toxiproxy/await-toxiproxy.js';
import { type ChildLaunch, ChildNode } from './child-node.js';
import { lineChild } from './line-child.js';
import { lowerPriority } from './lower-priority.js';
import { loopback, type PortBlock } from './port-block.js';
import { processResources } from './process-resources.js';
import { Strays } from './strays.js';

export interface NodeChildrenOptions {
  readonly plan: ClusterPlan;
  readonly ports: PortBlock;
  readonly token: string;
  readonly nodeBundle: string;
  readonly guard: GuardProcess;
  /** Of the run (nodes/marked-processes.ts). */
  readonly mark: string;
  /** A process of a node started. */
  readonly spawned: (pid: number) => void;
  /** A node that was up ended without being asked to. */
  readonly lost: (exit: NodeExit) => void;
  /** Told what nodes left behind and had to be ended, and what was dropped of their logs. */
  readonly onRemark: (code: string, text: string) => void;
}

const callTimeoutMs = 10_000;
/** A busy machine takes its time to start so many processes. */
const healthyLimitMs = { base: 15_000, perNode: 500 };
const stopLimitMs = 3_000;

/** All node processes of a run: their incarnations, their control APIs, their resources. */
export class NodeChildren implements NodeLifecycle {
  readonly #options: NodeChildrenOptions;
  readonly #children = new Map<NodeId, ChildNode>();
  /** Of nodes that speak HTTP. */
  readonly #controls = new Map<NodeId, NodeControl>();
  /** What each node runs, by its number; undefined: the reference. */
  readonly #programs: (NodeProgram | undefined)[];
  /** The present incarnation of nodes that speak lines. */
  readonly #lines = new Map<NodeId, ReturnType<typeof lineChild>>();
  /** Nodes that are not healthy yet: their end fails the start that waits for them. */
  readonly #starting = new Map<NodeId, AbortController>();
  readonly #leases: LeaseKeeper;
  readonly #strays: Strays;
  readonly #logs = new BoundedLogs();

  constructor(options: NodeChildrenOptions) {
    this.#options = options;
    const { plan, ports, token } = options;
    this.#leases = new LeaseKeeper(plan.leaseMs);
    this.#programs = Array.from({ length: plan.nodes }, (_, node) => plan.programs?.[node]);
    this.#logs.watch(join(plan.logDirectory, toxiproxyLogName));
    this.#strays = new Strays(options.mark, (text) => options.onRemark('strayProcesses', text));
    for (let node = 0; node < plan.nodes; node += 1) {
      this.#children.set(node, this.#child(node));
      if (this.#programs[node]) continue;
      const baseUrl = `http://${loopback}:${ports.controlPort(node)}`;
      const control = createNodeControl({ node, baseUrl, token, timeoutMs: callTimeoutMs });
      this.#controls.set(node, control);
      this.#leases.keep(node, control);
    }
  }

  control(node: NodeId): NodeControl {
    return this.#lines.get(node)?.control() ?? this.#controls.get(node) ?? unknownNode(node);
  }

  /** Starts every node and waits until all are healthy. @throws CodedError; the signal's reason. */
  async start(signal: AbortSignal, onNodeUp?: (up: number, total: number) => void): Promise<void> {
    await this.#startNodes([...this.#children.keys()], signal, onNodeUp);
  }

  /** Lets all nodes begin to gossip. */
  begin(): Promise<void> {
    return beginAll([...this.#children.keys()].map((node) => this.control(node)));
  }

  async kill(node: NodeId): Promise<void> {
    await this.#of(node).kill();
    await this.#strays.endOf(node);
  }

  async stop(node: NodeId): Promise<void> {
    await this.#of(node).stop(stopLimitMs);
    await this.#strays.endOf(node);
  }

  async pause(node: NodeId): Promise<void> {
    this.#of(node).hold('pause', true);
  }

  async resume(node: NodeId): Promise<void> {
    this.#of(node).hold('pause', false);
  }

  async limitCpu(node: NodeId, cpus: number | undefined): Promise<void> {
    this.#of(node).limitCpu(cpus);
  }

  async restart(node: NodeId, as?: NodeProgram): Promise<void> {
    if (this.#of(node).pid !== undefined) await this.stop(node);
    if (as) this.#programs[node] = as;
    await this.#startNodes([node], new AbortController().signal);
    // A restarted node is not held.
    if (this.#lines.has(node)) await this.control(node).begin();
  }

  async stopAll(): Promise<void> {
    this.#leases.stop();
    await Promise.all([...this.#children.values()].map((child) => child.close(stopLimitMs)));
    await this.#strays.endAll();
    for (const { path, droppedBytes } of this.#logs.end()) {
      const text = `${droppedBytes} bytes of logs/${basename(path)} were dropped: its first and last 4 MiB are kept.`;
      this.#options.onRemark('logDropped', text);
    }
  }

  /** Of the nodes that run; where the system does not report it, the nodes do. */
  async resources(): Promise<ReadonlyMap<NodeId, NodeResources>> {
    const readings = await Promise.all(
      [...this.#children].map(async ([node, { pid }]) => {
        const reading = pid === undefined ? undefined : await this.#resourcesOf(node, pid);
        return reading && ([node, reading] as const);
      }),
    );
    return new Map(readings.filter((reading) => reading !== undefined));
  }

  /** The nodes that run are to fill the cores: those that load and measure them go first. */
  standBack(): void {
    for (const { pid } of this.#children.values()) if (pid !== undefined) lowerPriority(pid);
  }

  async #resourcesOf(node: NodeId, pid: number): Promise<NodeResources | undefined> {
    if (process.platform === 'linux') return processResources(pid);
    const { cpuSeconds, residentMemoryBytes } = await this.control(node).counters();
    if (cpuSeconds === undefined || residentMemoryBytes === undefined) return undefined;
    return { cpuMs: cpuSeconds * 1000, memoryBytes: residentMemoryBytes };
  }

  async #startNodes(
    nodes: readonly NodeId[],
    signal: AbortSignal,
    onNodeUp?: (up: number, total: number) => void,
  ): Promise<void> {
    const failure = new AbortController();
    const giveUp = () => failure.abort(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    for (const node of nodes) this.#starting.set(node, failure);
    try {
      signal.throwIfAborted();
      await Promise.all(nodes.map((node) => this.#of(node).start()));
      await awaitHealthy(new Map(nodes.map((node) => [node, this.control(node)])), {
        timeoutMs: healthyLimitMs.base + healthyLimitMs.perNode * nodes.length,
        signal: failure.signal,
        onNodeUp,
      });
    } finally {
      signal.removeEventListener('abort', giveUp);
      for (const node of nodes) this.#starting.delete(node);
    }
  }

  #child(node: NodeId): ChildNode {
    const { guard, spawned } = this.#options;
    this.#logs.watch(this.#logPath(node));
    return new ChildNode({
      node,
      logPath: this.#logPath(node),
      launch: (incarnation) => this.#launch(node, incarnation),
      spawned: (pid) => {
        guard.watch(pid);
        this.#strays.groups.add(pid);
        spawned(pid);
      },
      exited: (exit, pid, asked) => {
        guard.unwatch(pid);
        if (asked) return;
        void this.#strays.endOf(node);
        const starting = this.#starting.get(node);
        if (starting) starting.abort(nodeStartError(exit));
        else this.#options.lost(exit);
      },
    });
  }

  #logPath(node: NodeId): string {
    return join(this.#options.plan.logDirectory, `n${node}.log`);
  }

  #launch(node: NodeId, incarnation: number): ChildLaunch {
    const { plan, nodeBundle } = this.#options;
    const placement = this.#placement(node, incarnation);
    const program = this.#programs[node];
    if (program) {
      const { logDirectory } = plan;
      const seed = nodeSeed(plan.seed, node, incarnation);
      const mark = this.#strays.markOf(node, incarnation);
      const given = { program, placement, seed, mark, logDirectory, logPath: this.#logPath(node) };
      const lines = lineChild(given);
      this.#lines.set(node, lines);
      return lines.launch;
    }
    return {
      command: [process.execPath, nodeBundle],
      environment: { ...buildEnvironment(plan, placement), GOSSIP_EXIT_ON_STDIN_EOF: '1' },
      threads: 'main',
      leave: (child) => child.kill('SIGTERM'),
    };
  }

  #placement(node: NodeId, incarnation: number): NodePlacement {
    const { plan, ports, token } = this.#options;
    const others = [...this.#children.keys()].filter((peer) => peer !== node);
    const dial = (peer: NodeId) =>
      plan.links === 'proxy' ? ports.linkPort(node, peer) : ports.gossipPort(peer);
    return {
      node,
      incarnation,
      gossipListen: `${loopback}:${ports.gossipPort(node)}`,
      controlListen: `${loopback}:${ports.controlPort(node)}`,
      peers: others.map((peer) => ({ id: peer, address: `${loopback}:${dial(peer)}` })),
      token,
    };
  }

  #of(node: NodeId): ChildNode {
    return this.#children.get(node) ?? unknownNode(node);
  }
}

function unknownNode(node: NodeId): never {
  throw new CodedError('USAGE', `unknown node ${node} in this cluster`);
}
