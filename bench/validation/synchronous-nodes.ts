import { type ProtocolConfig, protocolConfigSchema } from '../../nodes/protocol/node/config.js';
import { type LinkModel, perfectLinks } from '../../nodes/runtime/sim/network/links/link-model.js';
import type { SimListener } from '../../nodes/runtime/sim/network/sim-listener.js';
import { SimNetwork } from '../../nodes/runtime/sim/network/sim-network.js';
import { never } from './epidemic-outcome.js';

/** Gossip interval, ms; which one is of no consequence. */
const intervalMs = 1_000;

/** An exchange has at most three messages: all are through before the next cycle. */
const latencyMs = intervalMs / 8;

export interface SynchronousNodesOptions {
  readonly nodes: number;
  readonly seed: number;
  readonly protocol: Partial<ProtocolConfig>;
  readonly listener?: Pick<SimListener, 'sent'>;
  /** Default: perfect ones. */
  readonly links?: LinkModel | undefined;
}

/** The nodes' protocol core in synchronous cycles, one call a node and cycle, and one update written at node 0 before the first. */
export class SynchronousNodes {
  readonly #network: SimNetwork;
  /** By node, the cycle in which it got the update. */
  readonly receivedIn: Int32Array;
  /** Nodes that hold the update. */
  informed = 1;
  cycle = 0;

  constructor({ nodes, seed, protocol, listener, links = perfectLinks(latencyMs) }: SynchronousNodesOptions) {
    this.receivedIn = new Int32Array(nodes).fill(never);
    this.receivedIn[0] = 0;
    this.#network = new SimNetwork({
      nodes,
      seed,
      links,
      clock: 'rounds',
      config: protocolConfigSchema.parse({
        fanout: 1,
        intervalMs,
        exchangeTimeoutMs: intervalMs,
        detector: 'none',
        repairIntervalMs: 0,
        ...protocol,
      }),
      listener: {
        ...listener,
        event: (_, node, event) => {
          if (event.kind !== 'applied') return;
          this.receivedIn[node] = this.cycle;
          this.informed += 1;
        },
      },
    });
    this.#network.input(0, { kind: 'write', key: 'rumor', value: undefined });
    // Up to just before the first cycle.
    this.#network.run(intervalMs - latencyMs);
  }

  runCycle(): void {
    this.cycle += 1;
    this.#network.run(intervalMs);
  }
}
