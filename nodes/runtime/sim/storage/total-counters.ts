import { type NodeCounters, protocolPart } from '../../../contract/counters.js';
import { counterNames, PlainCounters, type ProtocolCounters } from '../../../protocol/node/counters.js';
import type { NodeId } from '../../../protocol/types.js';
import type { SimNetwork } from '../network/sim-network.js';

const reasonNames = ['malformed', 'rejected'] as const;

type Sums = PlainCounters & {
  readonly [name in (typeof reasonNames)[number]]: Map<string, number>;
};

/** The counters of all nodes together, over all their incarnations, so that they never fall. */
export class TotalCounters {
  readonly #network: SimNetwork;
  /** Of incarnations that are over. */
  readonly #ended = noSums();

  constructor(network: SimNetwork) {
    this.#network = network;
  }

  /** To be called before the node's incarnation ends. */
  incarnationEnds(node: NodeId): void {
    this.#network.read(node, ({ counters }) => add(this.#ended, counters));
  }

  read(): NodeCounters {
    const network = this.#network;
    const sums = noSums();
    add(sums, this.#ended);
    let hotUpdates = 0;
    const asleep = network.readAwake((node) => {
      add(sums, node.counters);
      hotUpdates += node.hotUpdates;
    });
    for (const name of counterNames) sums[name] += asleep.counters[name];
    return {
      ...network.traffic.total(network.ids.length),
      ...protocolPart(sums as ProtocolCounters),
      hotUpdates: hotUpdates + asleep.hotUpdates,
      cpuSeconds: 0,
      residentMemoryBytes: 0,
      timerLatenessSeconds: 0,
    };
  }
}

function noSums(): Sums {
  return { ...new PlainCounters(), malformed: new Map(), rejected: new Map() };
}

function add(sums: Sums, counters: ProtocolCounters | Sums): void {
  for (const name of counterNames) sums[name] += counters[name];
  for (const name of reasonNames) {
    for (const [reason, count] of counters[name]) {
      sums[name].set(reason, (sums[name].get(reason) ?? 0) + count);
    }
  }
}
