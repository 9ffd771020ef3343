import { createRng } from '../../../protocol/rng.js';
import type { NodeId, Rng } from '../../../protocol/types.js';
import type { Latency } from './links/latency.js';
import type { SimNetworkOptions } from './sim-network-options.js';

/** Sets the randomness of processing apart from the network's. */
const processingSeed = 0x7072_6f63;

/** Nodes that take time for messages: one after another, in the order in which they arrive, each for a time that is drawn. */
export class Processing {
  readonly #time: Latency;
  readonly #rng: Rng;
  readonly #freeAtMs: Float64Array;

  constructor(nodes: number, time: Latency, rng: Rng) {
    this.#time = time;
    this.#rng = rng;
    this.#freeAtMs = new Float64Array(nodes);
  }

  /** When the node has processed the message that arrives now. */
  doneMs(node: NodeId, nowMs: number): number {
    const doneMs = Math.max(nowMs, this.#freeAtMs[node]!) + this.#time.sampleMs(this.#rng);
    this.#freeAtMs[node] = doneMs;
    return doneMs;
  }

  /** A new incarnation has nothing to do yet. */
  begin(node: NodeId): void {
    this.#freeAtMs[node] = 0;
  }
}

/** From a stream of randomness of its own, so that all else is drawn as without it; undefined where messages take no time. */
export function createProcessing({ nodes, seed, processing }: SimNetworkOptions): Processing | undefined {
  return processing && new Processing(nodes, processing, createRng(seed ^ processingSeed));
}
