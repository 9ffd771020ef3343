import { type NodeCounters, protocolPart } from '../../contract/counters.js';
import type { ProtocolCounters } from '../../protocol/counters.js';
import type { NodeId } from '../../protocol/types.js';
import type { SimNetwork } from './sim-network.js';

const protocolNames = [
  'copiesSent',
  'copiesReceived',
  'updatesApplied',
  'updatesSuperseded',
  'duplicates',
  'updatesWritten',
  'writesRefused',
  'writesPushedBack',
  'roundsStarted',
  'exchangesStarted',
  'exchangesFailed',
] as const satisfies readonly (keyof ProtocolCounters)[];

const reasonNames = ['malformed', 'rejected'] as const;

type Sums = Record<(typeof protocolNames)[number], number> & {
  readonly [name in (typeof reasonNames)[number]]: Map<string, number>;
};

/** The counters of all nodes together, over all their lives, so that they never fall. */
export class TotalCounters {
  readonly #network: SimNetwork;
  /** Of lives that are over. */
  readonly #ended = noSums();

  constructor(network: SimNetwork) {
    this.#network = network;
  }

  /** To be told before it ends. */
  lifeEnds(node: NodeId): void {
    add(this.#ended, this.#network.node(node).counters);
  }

  read(): NodeCounters {
    const { traffic, ids } = this.#network;
    const sums = noSums();
    add(sums, this.#ended);
    let hotUpdates = 0;
    for (const id of ids) {
      if (!this.#network.isUp(id)) continue;
      const node = this.#network.node(id);
      add(sums, node.counters);
      hotUpdates += node.hotUpdates;
    }
    return {
      messagesSent: sumOf(traffic.messagesSent),
      messagesReceived: sumOf(traffic.messagesReceived),
      bytesSent: sumOf(traffic.bytesSent),
      bytesReceived: sumOf(traffic.bytesReceived),
      ...protocolPart(sums as ProtocolCounters),
      hotUpdates,
      cpuSeconds: 0,
      residentMemoryBytes: 0,
      timerLatenessSeconds: 0,
    };
  }
}

function noSums(): Sums {
  const zeros = Object.fromEntries(protocolNames.map((name) => [name, 0]));
  return { ...zeros, malformed: new Map(), rejected: new Map() } as unknown as Sums;
}

function add(sums: Sums, counters: ProtocolCounters | Sums): void {
  for (const name of protocolNames) sums[name] += counters[name];
  for (const name of reasonNames) {
    for (const [reason, count] of counters[name]) {
      sums[name].set(reason, (sums[name].get(reason) ?? 0) + count);
    }
  }
}

const sumOf = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);
