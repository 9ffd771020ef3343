import type { Rng } from '../../nodes/protocol/types.js';
import type { Clock } from '../../nodes/runtime/clock.js';
import type { RunningCluster } from '../../nodes/runtime/cluster.js';
import type { DeliveryTracker } from '../delivery-tracker.js';
import type { LiveNodes } from '../live-nodes.js';
import type { Recorder } from '../recorder.js';

/** Writes updates at random live nodes, each to a key of its own, and records what the client saw. */
export class Writer {
  readonly #cluster: RunningCluster;
  readonly #live: LiveNodes;
  readonly #recorder: Recorder;
  readonly #deliveries: DeliveryTracker;
  readonly #rng: Rng;
  readonly #value: Uint8Array;
  readonly #clock: Clock;
  #written = 0;

  constructor(parts: {
    cluster: RunningCluster;
    live: LiveNodes;
    recorder: Recorder;
    deliveries: DeliveryTracker;
    rng: Rng;
    payloadBytes: number;
    clock: Clock;
  }) {
    this.#cluster = parts.cluster;
    this.#live = parts.live;
    this.#recorder = parts.recorder;
    this.#deliveries = parts.deliveries;
    this.#rng = parts.rng;
    this.#clock = parts.clock;
    this.#value = Uint8Array.from({ length: parts.payloadBytes }, () => parts.rng.below(256));
  }

  /** One write, due at `dueMs` of the harness's clock. A refusal is recorded, not thrown; without live nodes there is none. */
  async write(dueMs: number): Promise<void> {
    const { nodes } = this.#live;
    const node = nodes[this.#rng.below(nodes.length)];
    if (node === undefined) return;
    this.#written += 1;
    const key = `k${this.#written}`;
    const sentMs = this.#clock.nowMs();
    const outcome = await this.#send(node, key);
    const answeredMs = this.#clock.nowMs();
    this.#recorder.record({
      type: 'clientWrite',
      tMs: this.#recorder.toNodeClock(dueMs),
      sentMs: this.#recorder.toNodeClock(sentMs),
      answeredMs: this.#recorder.toNodeClock(answeredMs),
      node,
      key,
      valueBytes: this.#value.length,
      ...outcome,
    });
  }

  async #send(node: number, key: string): Promise<{ update: string } | { error: string }> {
    try {
      const { update } = await this.#cluster.control(node).write({ key, value: this.#value });
      this.#deliveries.accepted(update);
      return { update };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }
}
