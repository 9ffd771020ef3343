import { createServer } from 'node:net';
import type { MarkedProcess } from '../../marked-processes.js';
import type { NodeProgram } from '../lines/node-program.js';
import type { CheckLimits } from './check-limits.js';
import { CheckedNode, within } from './checked-node.js';
import { DatagramLink } from './datagram-link.js';
import { Relay } from './relay.js';

const clusterSize = 3;
const attempts = 3;
/** Exit code of a node that cannot listen. */
const listenFailedCode = 71;

/** Three nodes of the program under check, every link between them a relay; an unmodified program's dial each other. */
export class CheckedCluster {
  readonly nodes: CheckedNode[] = [];
  readonly limits: CheckLimits;
  readonly #program: NodeProgram;
  readonly #directory: string;
  readonly #listens: string[] = [];
  /** By `from-to`. */
  readonly relays = new Map<string, Relay>();
  /** By `from-to`; of a program that sends datagrams. */
  readonly datagramLinks = new Map<string, DatagramLink>();
  readonly #addresses = new Map<string, string>();
  readonly #retired: CheckedNode[] = [];

  private constructor(program: NodeProgram, directory: string, limits: CheckLimits) {
    this.limits = limits;
    this.#program = program;
    this.#directory = directory;
  }

  /** Ready, and not begun. @throws Error where a node does not get ready */
  static async open(program: NodeProgram, directory: string, limits: CheckLimits): Promise<CheckedCluster> {
    for (let attempt = 1; ; attempt += 1) {
      const cluster = new CheckedCluster(program, directory, limits);
      try {
        await cluster.#open();
        return cluster;
      } catch (error) {
        await cluster.close();
        // Somebody else took a port between its being found and its use.
        const isPortTaken =
          (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ||
          cluster.nodes.some(({ exit }) => exit?.code === listenFailedCode);
        if (!isPortTaken || attempt === attempts) throw error;
      }
    }
  }

  async #open(): Promise<void> {
    for (let node = 0; node < clusterSize; node += 1) this.#listens.push(`127.0.0.1:${await freePort()}`);
    for (let from = 0; from < clusterSize; from += 1) {
      for (let to = 0; to < clusterSize; to += 1) {
        if (from === to) continue;
        if (!this.hasLinks) {
          this.#addresses.set(`${from}-${to}`, this.#listens[to]!);
          continue;
        }
        const { relay, address } = await Relay.open(this.#listens[to]!);
        this.relays.set(`${from}-${to}`, relay);
        this.#addresses.set(`${from}-${to}`, address);
      }
    }
    if (this.sendsDatagrams && this.hasLinks) await this.#openDatagramLinks();
    for (let node = 0; node < clusterSize; node += 1) this.nodes.push(this.#start(node, 1));
    await this.#awaitReady(this.nodes);
  }

  /** Whether relays stand between its nodes: those of an unmodified program dial each other. */
  get hasLinks(): boolean {
    return this.#program.links !== 'transparent';
  }

  /** Whether its manifest says so. */
  get sendsDatagrams(): boolean {
    return this.#program.transport === 'udp';
  }

  /** Bytes that the nodes sent over the links they dialled. */
  get carriedBytes(): number {
    return [...this.relays.values(), ...this.datagramLinks.values()].reduce(
      (sum, { bytes }) => sum + bytes,
      0,
    );
  }

  get carriedDatagrams(): number {
    return [...this.datagramLinks.values()].reduce((sum, { datagrams }) => sum + datagrams, 0);
  }

  async begin(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.control.begin()));
  }

  /** A write that must be taken. Its name. */
  async write(node: number, key: string, text: string): Promise<string> {
    const { update } = await this.nodes[node]!.control.write({ key, value: Buffer.from(text) });
    return update;
  }

  /** Whether all nodes but its origin say that they received an update. */
  arrived(update: string, limitMs: number, but: readonly number[] = []): Promise<boolean> {
    const origin = Number(update.split('.')[0]);
    return within(limitMs, () =>
      this.nodes.every(
        ({ node, received }) => node === origin || but.includes(node) || received.includes(update),
      ),
    );
  }

  cut(isCut: boolean): void {
    for (const link of [...this.relays.values(), ...this.datagramLinks.values()]) link.cut(isCut);
  }

  /** Kills a node, and starts it with the next incarnation. */
  async restart(node: number): Promise<CheckedNode> {
    const before = this.nodes[node]!;
    await before.kill();
    this.#retired.push(before);
    const again = this.#start(node, before.incarnation + 1);
    this.nodes[node] = again;
    await this.#awaitReady([again]);
    await again.control.begin();
    return again;
  }

  get problems(): string[] {
    return [...this.#retired, ...this.nodes].flatMap(({ problems }) => problems);
  }

  /** What nodes left behind that have been killed. */
  get strays(): MarkedProcess[] {
    return [...this.#retired, ...this.nodes].flatMap(({ strays }) => strays);
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
    for (const link of [...this.relays.values(), ...this.datagramLinks.values()]) link.close();
  }

  async #openDatagramLinks(): Promise<void> {
    for (const [name, address] of this.#addresses) {
      const to = Number(name.split('-')[1]);
      this.datagramLinks.set(name, await DatagramLink.open(address, this.#listens[to]!));
    }
    for (const [name, link] of this.datagramLinks) {
      const [from, to] = name.split('-');
      DatagramLink.pair(link, this.datagramLinks.get(`${to}-${from}`)!);
    }
  }

  #start(node: number, incarnation: number): CheckedNode {
    const peers = [...this.#addresses].flatMap(([name, address]) => {
      const [from, to] = name.split('-').map(Number) as [number, number];
      return from === node ? [{ node: to, address }] : [];
    });
    return new CheckedNode(this.#program, {
      node,
      incarnation,
      listen: this.#listens[node]!,
      peers,
      directory: this.#directory,
      extra: { fieldOfALaterVersion: { of: ['no', 'matter'] } },
    });
  }

  async #awaitReady(nodes: readonly CheckedNode[]): Promise<void> {
    for (const node of nodes) {
      if (await node.ready(this.limits.readyMs)) continue;
      const why = node.exit
        ? `it ended with code ${node.exit.code}`
        : `it did not say ready within ${this.limits.readyMs / 1000} s`;
      throw new Error([why, ...node.problems.slice(0, 2), node.log].filter((text) => text !== '').join('; '));
    }
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
