import { counterNames, type NodeCounters } from '../../nodes/contract/counters.js';
import { createRng } from '../../nodes/protocol/rng.js';
import type { Update } from '../../nodes/protocol/types.js';
import type { RunningCluster, Runtime } from '../../nodes/runtime/cluster.js';
import { SimJournal } from '../../nodes/runtime/sim/sim-journal.js';

/** Half of the nodes hold the update after so long, ms, and it spreads as fast as this by the logistic curve. */
const curve = { halfMs: 2_000, scaleMs: 100 };
const digest = '0123456789abcdef';

/**
 * A cluster in virtual time without a simulator: one update is written at a node, and reaches every other one by the logistic curve, whatever
 * the protocol is. What a run of it takes is what the harness takes.
 */
export function syntheticRuntime(): Runtime {
  let nowMs = 0;
  let happen = (): void => undefined;
  return {
    kind: 'sim',
    clock: {
      isVirtual: true,
      date: () => new Date(nowMs),
      nowMs: () => nowMs,
      sleep: async (ms) => {
        nowMs += ms;
        happen();
      },
    },
    start: async ({ nodes }) => {
      const spread = new Spread(nodes);
      happen = () => spread.happen(nowMs);
      return clusterOf(spread, () => nowMs);
    },
  };
}

/** The one update, and who learns it when. */
class Spread {
  readonly nodes: number;
  readonly journal: SimJournal;
  readonly #order: Uint32Array;
  #informed = 0;
  #update: Update | undefined;
  #writtenMs = 0;

  constructor(nodes: number) {
    this.nodes = nodes;
    this.journal = new SimJournal(nodes);
    this.#order = shuffled(nodes);
  }

  get informed(): number {
    return this.#informed;
  }

  write(origin: number, key: string, atMs: number): string {
    const version = { origin, incarnation: 1, seq: 1, clock: 1 };
    this.#update = { version, key, value: new Uint8Array(128), hops: 0 };
    this.#writtenMs = atMs;
    this.journal.append(atMs, origin, { kind: 'written', update: this.#update });
    return `${origin}.1.1`;
  }

  /** All receipts until then. */
  happen(untilMs: number): void {
    const update = this.#update;
    if (!update) return;
    for (; this.#informed < this.nodes; this.#informed += 1) {
      const share = (this.#informed + 0.5) / this.nodes;
      const atMs = this.#writtenMs + curve.halfMs + curve.scaleMs * Math.log(share / (1 - share));
      if (atMs > untilMs) return;
      const node = this.#order[this.#informed]!;
      if (node === update.version.origin) continue;
      const hops = 1 + Math.floor(Math.log2(this.#informed + 1));
      const from = this.#order[this.#informed >>> 1]!;
      const received = { ...update, hops };
      this.journal.append(atMs, node, { kind: 'applied', update: received, from, via: 'rumor' });
    }
  }
}

function shuffled(nodes: number): Uint32Array {
  const rng = createRng(1);
  const order = Uint32Array.from({ length: nodes }, (_, node) => node);
  for (let last = nodes - 1; last > 0; last -= 1) {
    const other = rng.below(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** No part of it but what a run without faults asks for. */
function clusterOf(spread: Spread, nowMs: () => number): RunningCluster {
  const { nodes, journal } = spread;
  const zeros = Object.fromEntries(Object.keys(counterNames).map((name) => [name, 0])) as NodeCounters;
  const control = (node: number) => ({
    health: async () => ({ nowMs: nowMs() }),
    write: async ({ key }: { key: string }) => ({ update: spread.write(node, key, nowMs()), tMs: nowMs() }),
  });
  return {
    runtime: 'sim',
    nodeIds: Array.from({ length: nodes }, (_, node) => node),
    control: control as unknown as RunningCluster['control'],
    lifecycle: {} as RunningCluster['lifecycle'],
    proxy: undefined,
    versions: {},
    bulk: {
      takeEvents: (isRead, take, most) => journal.takeEvents(isRead, take, most),
      counters: () => zeros,
      totalCounters: () => ({ ...zeros, copiesSent: 3 * spread.informed, messagesSent: 3 * spread.informed }),
      viewSummary: () => ({ entries: 1, digest }),
    },
    resources: async () => new Map(),
    onLoss: () => undefined,
    stop: async () => undefined,
  };
}
