import type { ProbeResult } from '../contract/client.js';
import type { ProbeRequest } from '../contract/probe-request.js';
import type { NodeId } from '../protocol/types.js';
import { sendProbe } from './send-probe.js';
import type { Address } from './transport/address.js';

/** The canaries this node sends, and how many it has received of whom. */
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

  /** `count` canaries to each of `peers`, which are known, in turn, so many at a time. */
  async send({ peers, count, timeoutMs, concurrency }: ProbeRequest): Promise<ProbeResult[]> {
    const due = Array.from({ length: count }, () => peers).flat();
    const results: ProbeResult[] = [];
    const sendNext = async () => {
      for (let peer = due.pop(); peer !== undefined; peer = due.pop()) {
        const address = this.#peers.get(peer);
        if (address) results.push(await sendProbe(this.#self, peer, address, timeoutMs));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, sendNext));
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
