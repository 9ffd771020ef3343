import pLimit from 'p-limit';
import type { NodeEvent } from '../../../nodes/contract/events.js';
import type { BulkReading, RunningCluster } from '../../../nodes/runtime/cluster.js';
import { type EqualViews, equalRuns } from '../../journal/equal-views.js';
import { PackedViews } from '../../journal/packed-views.js';
import { ReceiptLines } from '../../journal/receipt-lines.js';
import type { Recorder } from '../../journal/recorder.js';
import { isReadInBulk } from './bulk-reading.js';
import type { HarnessSampler } from './harness-sampler.js';
import type { LiveNodes } from './live-nodes.js';
import type { Spreading } from './standstill.js';

/** Control requests under way at once: enough to hide their latency, too few to disturb the nodes. */
const concurrency = 8;
/** Events of simulated nodes that are read yet when a run has ended early, so that it ends: it can be made again. */
const mostSalvaged = 100_000;
/** Views of nodes that are read together: more are one line. */
const mostViewLines = 100;

export interface CollectorParts {
  readonly cluster: RunningCluster;
  readonly live: LiveNodes;
  readonly recorder: Recorder;
  /** Absent where the harness takes nothing from the cluster. */
  readonly harness: HarnessSampler | undefined;
  /** Told of every event of a node's journal, once. */
  readonly observe: (node: number, event: NodeEvent) => void;
}

type Total = Required<Spreading> & { readonly tMs: number };

/** How far a node's journal has been read, in its present incarnation. */
interface Cursor {
  next: number;
  lost: number;
}

/** Reads the live nodes (journals, counters, resources) into the run's journal; others are passed over. */
export class Collector {
  readonly #parts: CollectorParts;
  readonly #cursors = new Map<number, Cursor>();
  /** Events that overflowed in a node's earlier incarnations. */
  readonly #lostBefore = new Map<number, number>();
  readonly #limit = pLimit(concurrency);
  /** The last reading of all nodes together: a moment of virtual time is read once. */
  #total: Total | undefined;
  /** Where receipts are not lines of their own. */
  readonly #receipts: ReceiptLines | undefined;

  constructor(parts: CollectorParts) {
    this.#parts = parts;
    this.#receipts = isReadInBulk(parts.cluster) ? new ReceiptLines(parts.recorder) : undefined;
    if (parts.cluster.bulk) return;
    for (const node of parts.cluster.nodeIds) this.#cursors.set(node, { next: 1, lost: 0 });
  }

  /** Reads every node's journal up to its present end. */
  async drainJournals(): Promise<void> {
    if (this.#parts.cluster.bulk) return this.#drainAtOnce();
    await this.#eachNode((node) => this.#drain(node));
  }

  #drainAtOnce(most?: number): void {
    const { cluster, live } = this.#parts;
    cluster.bulk?.takeEvents(
      (node) => live.isLive(node),
      (node, event) => this.#take(node, event),
      most,
    );
    this.#receipts?.flush();
  }

  /** A reading of every node's counters and resources, and of the harness itself. */
  async sample(): Promise<void> {
    const { recorder, harness, cluster } = this.#parts;
    if (harness) recorder.record(harness.sample(recorder.nowMs()));
    if (isReadInBulk(cluster)) {
      this.#readTotal(cluster);
      return;
    }
    await Promise.all([this.#eachNode((node) => this.#readCounters(node)), this.#readResources()]);
  }

  /** How far the spreading is, over all live nodes. */
  async spreading(): Promise<Spreading> {
    const { cluster } = this.#parts;
    if (isReadInBulk(cluster)) return this.#readTotal(cluster);
    const readings = await this.#eachNode((node) => this.#readCounters(node));
    return { copiesSent: readings.reduce<number>((sum, copies) => sum + (copies ?? 0), 0) };
  }

  /** The state digest of every live node. */
  async readViews(): Promise<void> {
    const { cluster, recorder, live } = this.#parts;
    if (isReadInBulk(cluster)) {
      this.#recordViews(equalRuns(live.nodes, cluster.bulk.viewSummary));
      return;
    }
    await this.#eachNode(async (node) => {
      const { entries, digest } =
        cluster.bulk?.viewSummary(node) ?? (await cluster.control(node).viewSummary());
      recorder.record({ type: 'view', tMs: recorder.nowMs(), node, entries, digest });
    });
  }

  /** What can still be read of a cluster that has lost a part: nodes that do not answer are passed over. */
  async salvage(): Promise<void> {
    if (this.#parts.cluster.bulk) return this.#drainAtOnce(mostSalvaged);
    await this.#eachNode((node) => this.#drain(node).catch(() => undefined));
  }

  /** A node starts a new journal in each incarnation. */
  restarted(node: number): void {
    this.#lostBefore.set(node, (this.#lostBefore.get(node) ?? 0) + (this.#cursors.get(node)?.lost ?? 0));
    this.#cursors.set(node, { next: 1, lost: 0 });
  }

  #eachNode<T>(read: (node: number) => Promise<T>): Promise<(T | undefined)[]> {
    const { live, cluster } = this.#parts;
    // Nobody is kept waiting by anybody.
    if (cluster.bulk) return Promise.all(live.nodes.map(read));
    return Promise.all(live.nodes.map((node) => this.#limit(() => live.ask(node, () => read(node)))));
  }

  async #drain(node: number): Promise<void> {
    const { cluster, recorder } = this.#parts;
    const cursor = this.#cursors.get(node);
    if (!cursor) return;
    const from = cursor.next;
    const { events, next, lost } = await cluster.control(node).journal(from);
    // An answer that was long under way: another reading was quicker, or the node has restarted.
    if (this.#cursors.get(node) !== cursor || cursor.next !== from) return;
    cursor.next = next;
    for (const event of events) this.#take(node, event);
    if (lost <= cursor.lost) return;
    cursor.lost = lost;
    const inAll = (this.#lostBefore.get(node) ?? 0) + lost;
    recorder.record({ type: 'journalLost', tMs: recorder.nowMs(), node, lost: inAll });
  }

  #take(node: number, event: NodeEvent): void {
    const { recorder, observe } = this.#parts;
    if (this.#receipts && event.type === 'receive') this.#receipts.add(node, event);
    else recorder.record({ type: 'event', node, event });
    observe(node, event);
  }

  #recordViews(runs: readonly EqualViews[]): void {
    const { recorder } = this.#parts;
    const tMs = recorder.nowMs();
    if (runs.length > mostViewLines) {
      recorder.record({ type: 'views', tMs, views: new PackedViews(runs) });
      return;
    }
    for (const run of runs) recorder.record({ type: 'view', tMs, ...run });
  }

  /** Copies sent; 0 of a node that does not report them. */
  async #readCounters(node: number): Promise<number> {
    const { cluster, recorder } = this.#parts;
    const counters = cluster.bulk?.counters(node) ?? (await cluster.control(node).counters());
    recorder.record({ type: 'counters', tMs: recorder.nowMs(), node, counters });
    return counters.copiesSent ?? 0;
  }

  #readTotal({ bulk, nodeIds }: { readonly bulk: BulkReading; readonly nodeIds: readonly number[] }): Total {
    const { recorder } = this.#parts;
    const tMs = recorder.nowMs();
    if (this.#total?.tMs === tMs) return this.#total;
    const counters = bulk.totalCounters();
    recorder.record({ type: 'counters', tMs, node: 0, nodes: nodeIds.length, counters });
    const { copiesSent, copiesReceived, hotUpdates } = counters;
    this.#total = { tMs, copiesSent, copiesReceived, hotUpdates };
    return this.#total;
  }

  async #readResources(): Promise<void> {
    const { cluster, recorder } = this.#parts;
    const tMs = recorder.nowMs();
    for (const [node, { cpuMs, memoryBytes }] of await cluster.resources()) {
      recorder.record({ type: 'resources', tMs, node, cpuMs, memoryBytes });
    }
  }
}
