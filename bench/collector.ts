import pLimit from 'p-limit';
import type { RunningCluster } from '../nodes/runtime/cluster.js';
import type { DeliveryTracker } from './delivery-tracker.js';
import type { HarnessSampler } from './harness-sampler.js';
import type { MembershipTracker } from './membership-tracker.js';
import type { Recorder } from './recorder.js';

/** Control requests under way at once: enough to hide their latency, too few to disturb the nodes. */
const concurrency = 8;

/** Reads the nodes (journals, counters, resources) into the run's journal. */
export class Collector {
  readonly #cluster: RunningCluster;
  readonly #recorder: Recorder;
  readonly #deliveries: DeliveryTracker;
  readonly #membership: MembershipTracker;
  readonly #harness: HarnessSampler;
  readonly #next = new Map<number, number>();
  readonly #lost = new Map<number, number>();
  readonly #limit = pLimit(concurrency);

  constructor(parts: {
    cluster: RunningCluster;
    recorder: Recorder;
    deliveries: DeliveryTracker;
    membership: MembershipTracker;
    harness: HarnessSampler;
  }) {
    this.#cluster = parts.cluster;
    this.#recorder = parts.recorder;
    this.#deliveries = parts.deliveries;
    this.#membership = parts.membership;
    this.#harness = parts.harness;
  }

  /** Reads every node's journal up to its present end. */
  async drainJournals(): Promise<void> {
    await this.#eachNode((node) => this.#drain(node));
  }

  /** A reading of every node's counters and resources, and of the harness itself. */
  async sample(): Promise<void> {
    this.#recorder.record(this.#harness.sample(this.#recorder.nowMs()));
    await Promise.all([this.#eachNode((node) => this.#readCounters(node)), this.#readResources()]);
  }

  /** Copies of updates sent so far, over all nodes: when it stands still, no rumor is hot any more. */
  async copiesSent(): Promise<number> {
    const readings = await this.#eachNode((node) => this.#readCounters(node));
    return readings.reduce((sum, copies) => sum + copies, 0);
  }

  /** The state digest of every node. */
  async readViews(): Promise<void> {
    await this.#eachNode(async (node) => {
      const { entries, digest } = await this.#cluster.control(node).viewSummary();
      this.#recorder.record({ type: 'view', tMs: this.#recorder.nowMs(), node, entries, digest });
    });
  }

  /** What can still be read of a cluster that has lost a part: nodes that do not answer are passed over. */
  async salvage(): Promise<void> {
    await this.#eachNode((node) => this.#drain(node).catch(() => undefined));
  }

  #eachNode<T>(read: (node: number) => Promise<T>): Promise<T[]> {
    return Promise.all(this.#cluster.nodeIds.map((node) => this.#limit(() => read(node))));
  }

  async #drain(node: number): Promise<void> {
    const { events, next, lost } = await this.#cluster.control(node).journal(this.#next.get(node) ?? 1);
    this.#next.set(node, next);
    for (const event of events) {
      this.#recorder.record({ type: 'event', node, event });
      this.#deliveries.observe(node, event);
      this.#membership.observe(node, event);
    }
    if (lost > (this.#lost.get(node) ?? 0)) {
      this.#lost.set(node, lost);
      this.#recorder.record({ type: 'journalLost', tMs: this.#recorder.nowMs(), node, lost });
    }
  }

  async #readCounters(node: number): Promise<number> {
    const counters = await this.#cluster.control(node).counters();
    this.#recorder.record({ type: 'counters', tMs: this.#recorder.nowMs(), node, counters });
    return counters.copiesSent;
  }

  async #readResources(): Promise<void> {
    const tMs = this.#recorder.nowMs();
    for (const [node, { cpuMs, memoryBytes }] of await this.#cluster.resources()) {
      this.#recorder.record({ type: 'resources', tMs, node, cpuMs, memoryBytes });
    }
  }
}
