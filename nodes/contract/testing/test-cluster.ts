import { setTimeout as sleep } from 'node:timers/promises';
import { createNodeControl, type HttpNodeControl } from '../http-node-control.js';
import { freePorts } from './free-ports.js';

/** One running node of the implementation under test. */
export interface StartedNode {
  signal(name: 'SIGTERM' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** How it ended, and everything that it wrote to stdout and stderr. */
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: string | null;
    readonly output: string;
  }>;
}

export type StartNode = (environment: Readonly<Record<string, string>>) => StartedNode | Promise<StartedNode>;

export interface TestNode extends StartedNode {
  readonly environment: Readonly<Record<string, string>>;
  readonly control: HttpNodeControl;
  readonly controlUrl: string;
  readonly gossipPort: number;
}

const healthyLimitMs = 120_000;
const token = 'token-of-the-conformance-suite';

/** Starts nodes for a test, linked to one another directly, and ends them after it. */
export class TestCluster {
  readonly #startNode: StartNode;
  readonly #running: StartedNode[] = [];

  constructor(startNode: StartNode) {
    this.#startNode = startNode;
  }

  /** So many healthy nodes; `change` overrides variables of their environment. */
  async start(count: number, change: Readonly<Record<string, string>> = {}): Promise<TestNode[]> {
    const ports = await freePorts(2 * count);
    const gossip = (node: number) => ports[2 * node] ?? 0;
    const control = (node: number) => ports[2 * node + 1] ?? 0;
    const ids = Array.from({ length: count }, (_, node) => node);
    return Promise.all(
      ids.map((node) =>
        this.launch(gossip(node), control(node), {
          GOSSIP_NODE_ID: String(node),
          GOSSIP_INCARNATION: '1',
          GOSSIP_LISTEN: `127.0.0.1:${gossip(node)}`,
          GOSSIP_CONTROL: `127.0.0.1:${control(node)}`,
          GOSSIP_PEERS: JSON.stringify(
            ids.filter((id) => id !== node).map((id) => ({ id, address: `127.0.0.1:${gossip(id)}` })),
          ),
          GOSSIP_PROTOCOL: JSON.stringify({ intervalMs: 20, repairIntervalMs: 100, heartbeatIntervalMs: 50 }),
          GOSSIP_TOKEN: token,
          GOSSIP_LEASE_MS: '30000',
          GOSSIP_SEED: String(node + 1),
          ...change,
        }),
      ),
    );
  }

  async launch(
    gossipPort: number,
    controlPort: number,
    environment: Readonly<Record<string, string>>,
  ): Promise<TestNode> {
    const started = await this.spawn(environment);
    const controlUrl = `http://127.0.0.1:${controlPort}`;
    const target = { node: Number(environment.GOSSIP_NODE_ID), baseUrl: controlUrl, token, timeoutMs: 5_000 };
    const node = { ...started, environment, control: createNodeControl(target), controlUrl, gossipPort };
    await untilHealthy(node);
    return node;
  }

  /** Only started, healthy or not. */
  async spawn(environment: Readonly<Record<string, string>>): Promise<StartedNode> {
    const started = await this.#startNode(environment);
    this.#running.push(started);
    return started;
  }

  async end(): Promise<void> {
    await Promise.all(
      this.#running.splice(0).map((node) => {
        node.signal('SIGKILL');
        return node.ended;
      }),
    );
  }
}

async function untilHealthy(node: TestNode): Promise<void> {
  let ended: Awaited<StartedNode['ended']> | undefined;
  void node.ended.then((how) => {
    ended = how;
  });
  for (const deadline = performance.now() + healthyLimitMs; ; await sleep(10)) {
    try {
      await node.control.health();
      return;
    } catch (error) {
      if (ended) throw new Error(`the node ended with ${ended.code ?? ended.signal}: ${ended.output}`);
      if (performance.now() > deadline) throw error;
    }
  }
}

/** A request as it is, without what a NodeControl adds. */
export function rawRequest(
  node: TestNode,
  path: string,
  init: { readonly method?: string; readonly body?: string | Uint8Array; readonly token?: string } = {},
): Promise<Response> {
  const bearer = init.token ?? token;
  return fetch(`${node.controlUrl}${path}`, {
    method: init.method ?? 'GET',
    headers: bearer === '' ? {} : { authorization: `Bearer ${bearer}` },
    ...(init.body === undefined ? {} : { body: init.body }),
  });
}
