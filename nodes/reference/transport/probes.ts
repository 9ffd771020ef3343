import type { ProbeResult } from '../../contract/client.js';
import type { NodeId } from '../../protocol/types.js';
import type { Address } from './address.js';
import { sendProbe } from './send-probe.js';

/** The canaries this node sends, and those that it has received. */
export class Probes {
  readonly #self: NodeId;
  readonly #peers: ReadonlyMap<NodeId, Address>;
  readonly #received = new Map<NodeId, number>();

  constructor(self: NodeId, peers: ReadonlyMap<NodeId, Address>) {
    this.#self = self;
    this.#peers = peers;
  }

  knows(peer: NodeId): boolean {
    return this.#peers.has(peer);
  }

  /** `count` canaries to each of `peers`, which are known, so many at a time. */
  async send(request: {
    readonly peers: readonly NodeId[];
    readonly count: number;
    readonly timeoutMs: number;
    readonly concurrency: number;
  }): Promise<ProbeResult[]> {
    const due = Array.from({ length: request.count }, () => request.peers).flat();
    const results: ProbeResult[] = [];
    const sendNext = async () => {
      for (let peer = due.pop(); peer !== undefined; peer = due.pop()) {
        const address = this.#peers.get(peer);
        if (address) results.push(await sendProbe(this.#self, peer, address, request.timeoutMs));
      }
    };
    await Promise.all(Array.from({ length: request.concurrency }, sendNext));
    return results;
  }

  /** Only peers are counted: a stranger cannot make the table grow. */
  note(from: NodeId): void {
    if (this.#peers.has(from)) this.#received.set(from, (this.#received.get(from) ?? 0) + 1);
  }

  received(): { peer: NodeId; count: number }[] {
    return [...this.#received].map(([peer, count]) => ({ peer, count }));
  }
}
