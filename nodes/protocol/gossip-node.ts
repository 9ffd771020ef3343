import type { ProtocolConfig } from './config.js';
import type { Message } from './messages.js';
import type { Input, Member, NodeId, Outputs, Rng, Update } from './types.js';

/** Read access to a node's local view. */
export interface LocalView {
  /** Keys, tombstones included. */
  readonly size: number;
  /** Order-free hash of all (key, version), 16 hex digits, in O(1): equal views have equal digests. */
  stateDigest(): string;
  /** The winning write of a key; a tombstone has `value` undefined. */
  get(key: string): Update | undefined;
  entries(): IterableIterator<Update>;
}

/** Monotonic since the node's creation; probes and bytes are the host's to count. */
export interface ProtocolCounters {
  /** Copies of updates in messages handed out, and in messages received. */
  readonly copiesSent: number;
  readonly copiesReceived: number;
  /** First receipts that changed the view; own writes apart. */
  readonly updatesApplied: number;
  /** Updates that were known to be superseded before they arrived. */
  readonly updatesSuperseded: number;
  /** Copies of what was already held. */
  readonly duplicates: number;
  readonly updatesWritten: number;
  /** Writes that `canWrite` would have refused. */
  readonly writesRefused: number;
  readonly roundsStarted: number;
  readonly exchangesStarted: number;
  readonly exchangesFailed: number;
  /** Frames that did not decode, by reason. */
  readonly malformed: ReadonlyMap<string, number>;
}

export interface GossipNodeOptions {
  readonly id: NodeId;
  /** Which life of this node this is, from 1; higher than that of any life before. */
  readonly incarnation: number;
  readonly config: ProtocolConfig;
  /** The roster. May be shared between nodes and may list this node itself; it is neither copied nor changed. */
  readonly peers: readonly NodeId[];
  readonly rng: Rng;
}

/**
 * One node of the protocol. The host's part: accepted exchanges are named by negative ids (those this node begins are
 * positive); every message of an exchange goes to `step` with the exchange's id; `step` never throws.
 */
export interface GossipNode {
  readonly id: NodeId;
  readonly incarnation: number;
  /** As last configured; what changed holds from the next round on. */
  readonly config: ProtocolConfig;
  readonly view: LocalView;
  readonly counters: ProtocolCounters;
  step(nowMs: number, input: Input<Message, ProtocolConfig>, outputs: Outputs<Message>): void;
  /** Every member heard of, this node included. */
  members(): readonly Member[];
  /** Why a write of this key and value would be refused (too long for a message, no valid key); undefined if it may be. */
  canWrite(key: string, value: Uint8Array | undefined): string | undefined;
}

export declare function createGossipNode(options: GossipNodeOptions): GossipNode;
