import type { ProtocolConfig } from '../protocol/node/config.js';
import type { Member } from '../protocol/types.js';
import type { PlannedAttack } from './attack-plan.js';
import type { NodeDescription } from './capabilities.js';
import type { ReportedCounters } from './counters.js';
import type { JournalBatch } from './events.js';

/** What a node says of itself (`GET /health`). */
export interface Health {
  readonly nodeId: number;
  readonly incarnation: number;
  readonly implementation: string;
  readonly version: string;
  /** The node's CLOCK_MONOTONIC now, ms: the harness derives the clock offset from it. */
  readonly nowMs: number;
}

export interface WriteRequest {
  readonly key: string;
  /** Value as bytes; absent with `delete`. */
  readonly value?: Uint8Array;
  readonly delete?: boolean;
}

export interface WriteResult {
  /** `origin.incarnation.seq` */
  readonly update: string;
  /** t0(u) on the node's clock, ms. */
  readonly tMs: number;
}

/** One canary exchange over the link to a peer; times on the clocks of the two ends. */
export interface ProbeResult {
  readonly peer: number;
  readonly sentMs: number;
  /** When the peer had the probe (its clock); absent if no answer came. */
  readonly receivedMs?: number;
  readonly answeredMs?: number;
  /** Why there was no answer. */
  readonly error?: 'timeout' | 'refused' | 'reset';
}

export interface ViewSummary {
  readonly entries: number;
  /** Order-free hash of all (key, version): equal digests mean equal views. */
  readonly digest: string;
}

export interface ViewEntry {
  readonly key: string;
  readonly update: string;
  readonly clock: number;
  /** base64; absent for a tombstone. */
  readonly value?: string;
}

/**
 * The control API of one node, as the harness sees it. Every call is authenticated, has a time limit, renews the
 * node's lease, and fails with a CodedError NODE_UNREACHABLE; a write that the node takes not now (503) with NODE_BUSY.
 */
export interface NodeControl {
  health(): Promise<Health>;
  /** Who it is, and what it reports; undefined: a node of the reference, whose parameters say so. */
  describe?(): Promise<NodeDescription>;
  /** Begin to gossip, where that was held back. */
  begin(): Promise<void>;
  write(request: WriteRequest): Promise<WriteResult>;
  journal(from: number): Promise<JournalBatch>;
  counters(): Promise<ReportedCounters>;
  viewSummary(): Promise<ViewSummary>;
  view(): Promise<readonly ViewEntry[]>;
  members(): Promise<readonly Member[]>;
  configure(patch: Partial<ProtocolConfig>): Promise<ProtocolConfig>;
  /** `count` canaries to each of `peers`, in parallel up to `concurrency` per node. */
  probe(
    peers: readonly number[],
    count: number,
    timeoutMs: number,
    concurrency?: number,
  ): Promise<readonly ProbeResult[]>;
  /** False: its listener belongs to a library, so that no canary can cross its links. */
  readonly takesCanaries?: false;
  /** How many probes this node has received, by sender: with `probe` it tells loss per direction. */
  probesReceived(): Promise<ReadonlyMap<number, number>>;
  /**
   * Attack the peers as planned, in place of what was planned before; [] ends it. Resolves at once. Only nodes of a plan
   * with `allowAttacks` obey; others are NODE_UNREACHABLE (403, or 404 where an implementation has no attacks).
   */
  attack(attacks: readonly PlannedAttack[]): Promise<void>;
  /**
   * What the node spent its CPU time on since the last call, as text; the first begins the recording. Only the nodes that a plan says are to
   * be profiled tell it; others are NODE_UNREACHABLE.
   */
  profile(): Promise<string>;
  /** Leave the cluster gracefully and end. */
  leave(): Promise<void>;
}
