import { CodedError } from '../../../nodes/coded-error.js';
import type { Rng } from '../../../nodes/protocol/types.js';
import type { Clock } from '../../../nodes/runtime/clock.js';
import type { RunningCluster } from '../../../nodes/runtime/cluster.js';
import type { Recorder } from '../../journal/recorder.js';
import type { PlannedWrite } from '../../workload/write-planner.js';
import type { DeliveryTracker } from '../watch/delivery-tracker.js';
import type { LiveNodes } from '../watch/live-nodes.js';

/** Sends planned writes from the harness itself, and records what the client saw. */
export class Writer {
  readonly #cluster: RunningCluster;
  readonly #live: LiveNodes;
  readonly #recorder: Recorder;
  readonly #deliveries: DeliveryTracker;
  readonly #bytes: Uint8Array;
  readonly #clock: Clock;

  constructor(parts: {
    cluster: RunningCluster;
    live: LiveNodes;
    recorder: Recorder;
    deliveries: DeliveryTracker;
    rng: Rng;
    largestPayloadBytes: number;
    clock: Clock;
  }) {
    this.#cluster = parts.cluster;
    this.#live = parts.live;
    this.#recorder = parts.recorder;
    this.#deliveries = parts.deliveries;
    this.#clock = parts.clock;
    this.#bytes = Uint8Array.from({ length: parts.largestPayloadBytes }, () => parts.rng.below(256));
  }

  /** One write, due at `dueMs` of the harness's clock. A refusal is recorded, not thrown; without live nodes there is none. */
  async write({ turn, key, valueBytes }: PlannedWrite, dueMs: number): Promise<void> {
    const { nodes } = this.#live;
    const node = nodes[turn % nodes.length];
    if (node === undefined) return;
    const sentMs = this.#clock.nowMs();
    const outcome = await this.#send(node, key, valueBytes);
    const answeredMs = this.#clock.nowMs();
    this.#recorder.record({
      type: 'clientWrite',
      tMs: this.#recorder.toNodeClock(dueMs),
      sentMs: this.#recorder.toNodeClock(sentMs),
      answeredMs: this.#recorder.toNodeClock(answeredMs),
      node,
      key,
      valueBytes: valueBytes ?? 0,
      ...outcome,
    });
  }

  async #send(
    node: number,
    key: string,
    valueBytes: number | undefined,
  ): Promise<{ update: string } | { error: string; isPushedBack?: true }> {
    const change =
      valueBytes === undefined ? { delete: true } : { value: this.#bytes.subarray(0, valueBytes) };
    try {
      const { update } = await this.#cluster.control(node).write({ key, ...change });
      this.#deliveries.accepted(update);
      return { update };
    } catch (error) {
      if (error instanceof CodedError && error.code === 'NODE_BUSY') {
        return { error: error.message, isPushedBack: true };
      }
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }
}
