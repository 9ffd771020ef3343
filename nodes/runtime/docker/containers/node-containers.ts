import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import pLimit from 'p-limit';
import { BoundedLog } from '../../../bounded-log.js';
import { CodedError } from '../../../coded-error.js';
import type { NodeControl } from '../../../contract/client.js';
import type { NodeProgram } from '../../../contract/lines/node-program.js';
import { imagePaths } from '../../../image/build-context.js';
import { nodePath } from '../../../image/host-root.js';
import type { NodeId } from '../../../protocol/types.js';
import type { ClusterPlan, NodeExit, NodeResources } from '../../cluster.js';
import { buildEnvironment, nodeSeed } from '../../start/node-environment.js';
import { messageOf, pass } from '../engine/engine-error.js';
import type { ContainerDeath } from '../engine/engine-watch.js';
import type { AddressPlan } from '../network/address-plan.js';
import { labelNames } from '../removal/labels.js';
import type { Namespaces } from '../transparent/namespaces.js';
import { containerLog, removeContainer, runContainer } from './container.js';
import { ContainerResources } from './container-resources.js';
import type { ContainerPlan } from './container-spec.js';
import { type LineContainer, startLineContainer } from './line-container.js';

export interface NodeContainersOptions {
  readonly engine: Docker;
  readonly plan: ClusterPlan;
  readonly addresses: AddressPlan;
  readonly token: string;
  /** What all containers of the run have in common; `name` is the prefix of theirs. */
  readonly common: Pick<ContainerPlan, 'name' | 'image' | 'labels' | 'network'>;
  /** Of transparent links: nodes join these. */
  readonly namespaces?: Namespaces | undefined;
}

interface Life {
  readonly container: Docker.Container;
  /** Of a node that speaks lines. */
  readonly lines: LineContainer | undefined;
  readonly incarnation: number;
  /** Somebody asked for its end. */
  asked: boolean;
}

const pidsLimit = 128;
/** Of programs of others: virtual machines start many threads. */
const programPidsLimit = 512;
const logsAtOnce = 16;
const lastLogLines = 10;
/** Of the kernel's bandwidth control: its usual period, and the least it takes. */
const periodUs = 100_000;
const leastQuotaUs = 1_000;
/** 128 + 9: ended by SIGKILL, as by the kernel when memory runs out. */
const killedCode = 137;

/** The containers of a run's nodes, over their lives. A container's environment is fixed, so a new life is a new one. */
export class NodeContainers {
  readonly #options: NodeContainersOptions;
  readonly #logs = new Map<NodeId, BoundedLog>();
  readonly #lives = new Map<NodeId, Life>();
  /** What each node runs, by its number; undefined: the reference. */
  readonly #programs: (NodeProgram | undefined)[];
  readonly #resources = new ContainerResources();
  readonly #cpus = new Map<NodeId, number | undefined>();

  constructor(options: NodeContainersOptions) {
    this.#options = options;
    const { plan } = options;
    this.#programs = Array.from({ length: plan.nodes }, (_, node) => plan.programs?.[node]);
  }

  /** What the node runs from its next life on. */
  runs(node: NodeId, program: NodeProgram): void {
    this.#programs[node] = program;
  }

  /** Creates and starts the node's next life. */
  async start(node: NodeId): Promise<void> {
    const incarnation = (this.#lives.get(node)?.incarnation ?? 0) + 1;
    const { container, lines } = await this.#run(node, incarnation).catch((error: unknown) => {
      if (error instanceof CodedError) throw error;
      throw new CodedError(
        'NODE_START_FAILED',
        `the engine cannot start node n${node}: ${messageOf(error)}`,
        {
          remedy: 'The engine reported this text; `gossip-bench doctor` checks the machine.',
          cause: error,
        },
      );
    });
    this.#lives.set(node, { container, lines, incarnation, asked: false });
    const cpus = this.#cpus.get(node);
    if (cpus !== undefined) await this.limitCpu(node, cpus);
  }

  /** What the harness speaks through with a node that speaks lines; undefined of any other. */
  lines(node: NodeId): LineContainer | undefined {
    return this.#lives.get(node)?.lines;
  }

  /** The node's container, of whose end nobody is to be surprised. */
  asked(node: NodeId): Docker.Container {
    const life = this.#life(node);
    life.asked = true;
    return life.container;
  }

  running(node: NodeId): Docker.Container {
    return this.#life(node).container;
  }

  /** Holds over the node's incarnations. A container that has ended has no use for it. */
  async limitCpu(node: NodeId, cpus: number | undefined): Promise<void> {
    this.#cpus.set(node, cpus);
    const update = { ...this.#cpuQuota(cpus) };
    // 409: it does not run.
    await this.running(node).update(update).catch(pass(409));
  }

  /** The engine takes one of two ways for a container's life; only a quota can be lifted again, by −1. */
  #cpuQuota(cpus: number | undefined): { NanoCpus: number } | { CpuPeriod: number; CpuQuota: number } {
    const planned = this.#options.plan.limits.cpus;
    if (planned > 0) return { NanoCpus: Math.round(Math.min(planned, cpus ?? planned) * 1e9) };
    const CpuQuota = cpus === undefined ? -1 : Math.max(leastQuotaUs, Math.round(cpus * periodUs));
    return { CpuPeriod: periodUs, CpuQuota };
  }

  /** Keeps the log of the incarnation that ends here, and frees name and address for the next. */
  async clear(node: NodeId): Promise<void> {
    const container = this.asked(node);
    await this.#saveLog(node, container);
    await removeContainer(container);
  }

  /** A death without a request, with the end of its log; undefined for any other. */
  async unasked(node: NodeId, death: ContainerDeath): Promise<NodeExit | undefined> {
    const life = this.#lives.get(node);
    // No incarnation yet: it died before the engine had answered its start.
    if (life?.asked || (life && life.container.id !== death.containerId)) return undefined;
    const container = this.#options.engine.getContainer(death.containerId);
    const lastLog = (await containerLog(container, { lines: lastLogLines })).trimEnd();
    const lastWords =
      death.exitCode === killedCode ? `${lastLog}\n${await this.#whyKilled(container)}` : lastLog;
    return { node, code: death.exitCode, signal: null, lastLog: lastWords.trim() };
  }

  /** Of the nodes that run; those of which neither system nor engine tells are asked themselves. */
  async resources(control: (node: NodeId) => NodeControl): Promise<ReadonlyMap<NodeId, NodeResources>> {
    const readings = await Promise.all(
      [...this.#lives].map(async ([node, { container }]) => {
        const reading = await this.#resources.read(container).catch(() => askNode(control(node)));
        return reading && ([node, reading] as const);
      }),
    );
    return new Map(readings.filter((reading) => reading !== undefined));
  }

  /** Writes the logs of all nodes into the plan's log directory. */
  async saveLogs(): Promise<void> {
    const limit = pLimit(logsAtOnce);
    const lives = [...this.#lives];
    await Promise.all(lives.map(([node, { container }]) => limit(() => this.#saveLog(node, container))));
  }

  async #saveLog(node: NodeId, container: Docker.Container): Promise<void> {
    const path = join(this.#options.plan.logDirectory, `n${node}.log`);
    // What a node says in lines is in the journal.
    const streams = this.#programs[node] ? 'stderr' : 'both';
    await appendFile(path, await containerLog(container, { streams }));
    const log = this.#logs.get(node) ?? new BoundedLog(path);
    this.#logs.set(node, log);
    log.hold();
  }

  async #whyKilled(container: Docker.Container): Promise<string> {
    const { OOMKilled } = (await container.inspect()).State;
    return OOMKilled ? `(out of memory: the limit is ${this.#options.plan.limits.memoryMiB} MiB)` : '';
  }

  #life(node: NodeId): Life {
    const life = this.#lives.get(node);
    if (life === undefined) throw new CodedError('USAGE', `unknown node ${node} in this cluster`);
    return life;
  }

  async #run(node: NodeId, incarnation: number): Promise<Pick<Life, 'container' | 'lines'>> {
    const { engine, plan, addresses, token } = this.#options;
    const namespaceOf = await this.#options.namespaces?.holder(node);
    const place = { ...this.#place(node, incarnation), namespaceOf };
    const gossipListen = addresses.gossipAddress(node);
    const peers = addresses.peers(node);
    const program = this.#programs[node];
    if (program) {
      const init = {
        node,
        incarnation,
        listen: gossipListen,
        peers: peers.map(({ id, address }) => ({ node: id, address })),
        seed: nodeSeed(plan.seed, node, incarnation),
        ...(program.transport === 'udp' ? { udp: true } : {}),
      };
      const logPath = join(plan.logDirectory, `n${node}.log`);
      const lines = await startLineContainer(engine, place, program, init, logPath);
      return { container: lines.container, lines };
    }
    const controlListen = addresses.controlAddress(node);
    const environment = buildEnvironment(plan, {
      node,
      incarnation,
      gossipListen,
      controlListen,
      peers,
      token,
    });
    const command = [nodePath, imagePaths.node];
    return { container: await runContainer(engine, { ...place, command, environment }), lines: undefined };
  }

  #place(node: NodeId, incarnation: number): Omit<ContainerPlan, 'command' | 'environment'> {
    const { plan, addresses, common } = this.#options;
    return {
      ...common,
      name: `${common.name}-n${node}`,
      labels: {
        ...common.labels,
        [labelNames.role]: 'node',
        [labelNames.node]: String(node),
        [labelNames.incarnation]: String(incarnation),
      },
      ip: addresses.nodeIp(node),
      limits: { ...plan.limits, pids: this.#programs[node] ? programPidsLimit : pidsLimit },
    };
  }
}

async function askNode(control: NodeControl): Promise<NodeResources | undefined> {
  try {
    const { cpuSeconds = 0, residentMemoryBytes = 0 } = await control.counters();
    return { cpuMs: cpuSeconds * 1000, memoryBytes: residentMemoryBytes };
  } catch {
    // A node that is down has no reading this time.
    return undefined;
  }
}
