import type Docker from 'dockerode';
import pLimit from 'p-limit';
import { CodedError } from '../../../coded-error.js';
import type { NodeId } from '../../../protocol/types.js';
import { realClock } from '../../clock.js';
import type { LinkTraffic } from '../../cluster.js';
import { runContainer } from '../containers/container.js';
import { type ContainerPlan, statePath } from '../containers/container-spec.js';
import { searchPath, systemMounts } from '../containers/program-mounts.js';
import { messageOf } from '../engine/engine-error.js';
import type { AddressPlan } from '../network/address-plan.js';
import { labelNames } from '../removal/labels.js';
import { namespaceRules } from './namespace-rules.js';
import { runNetAdminTool, type ToolOutcome } from './net-admin-tool.js';
import { readCounters } from './rule-counters.js';
import { cannotRedirect } from './transparent-error.js';

export interface NamespacesOptions {
  readonly engine: Docker;
  readonly nodes: number;
  readonly addresses: AddressPlan;
  /** Whether links carry datagrams, too. */
  readonly datagrams: boolean;
  readonly common: Pick<ContainerPlan, 'name' | 'image' | 'labels' | 'network'>;
}

/** It sleeps; what it costs is its stack. */
const holderLimits = { memoryMiB: 32, cpus: 0, pids: 64 };
const toolsAtOnce = 8;

/**
 * The network namespaces of the nodes of transparent links. Each belongs to a container that does nothing, and outlives the node's own, so that its rules
 * stand before the node starts, and over its restarts; so does its disk.
 */
export class Namespaces {
  readonly #options: NamespacesOptions;
  readonly #holders = new Map<NodeId, Promise<string>>();
  readonly #tools = pLimit(toolsAtOnce);

  constructor(options: NamespacesOptions) {
    this.#options = options;
  }

  /** The id of the container that owns the node's namespace, whose rules stand. @throws CodedError TRANSPARENT_LINKS_UNAVAILABLE */
  holder(node: NodeId): Promise<string> {
    const holder = this.#holders.get(node) ?? this.#open(node);
    this.#holders.set(node, holder);
    return holder;
  }

  /** What the rules of all namespaces have counted. @throws CodedError TRANSPARENT_LINKS_UNAVAILABLE */
  async counters(): Promise<LinkTraffic[]> {
    const holders = [...this.#holders];
    return Promise.all(
      holders.map(async ([node, holder]) => {
        const { stdout } = await this.#tool(node, await holder, ['iptables-save', '-c', '-t', 'mangle'], '');
        return { node, readMs: realClock.nowMs(), peers: readCounters(stdout) };
      }),
    );
  }

  async #open(node: NodeId): Promise<string> {
    const { engine, nodes, addresses, datagrams } = this.#options;
    const container = await runContainer(
      engine,
      {
        ...this.#place(node, 'namespace'),
        command: ['sleep', 'infinity'],
        environment: { PATH: searchPath },
        limits: holderLimits,
      },
      { binds: systemMounts(), volumes: [statePath] },
    );
    const peers = Array.from({ length: nodes }, (_, peer) => peer).filter((peer) => peer !== node);
    const rules = namespaceRules({ node, peers, addresses, datagrams });
    await this.#tool(
      node,
      container.id,
      ['sh', '-c', `chmod 1777 ${statePath} && exec iptables-restore`],
      rules,
    );
    return container.id;
  }

  async #tool(node: NodeId, namespaceOf: string, command: string[], input: string): Promise<ToolOutcome> {
    const plan = { ...this.#place(node, 'rules'), command, namespaceOf, volumesOf: namespaceOf };
    const outcome = await this.#tools(() => runNetAdminTool(this.#options.engine, plan, input)).catch(
      (error: unknown) => {
        throw error instanceof CodedError ? error : cannotRedirect(messageOf(error), error);
      },
    );
    if (outcome.exitCode === 0) return outcome;
    throw cannotRedirect(
      `${command.join(' ')} for n${node} ended with code ${outcome.exitCode}: ${outcome.stderr}`,
    );
  }

  #place(node: NodeId, role: 'namespace' | 'rules') {
    const { common, addresses } = this.#options;
    return {
      ...common,
      name: `${common.name}-n${node}-${role}`,
      labels: { ...common.labels, [labelNames.role]: role },
      ip: addresses.nodeIp(node),
    };
  }
}
