import type { Signer } from '../auth/signer.js';
import type { Input, Member, NodeId, Outputs, Rng, Update } from '../types.js';
import type { Message } from '../wire/messages.js';
import type { ProtocolConfig } from './config.js';
import type { ProtocolCounters } from './counters.js';
import type { RestingNode } from './resting-node.js';

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

export interface GossipNodeOptions {
  readonly id: NodeId;
  /** From 1; higher than any before of this node. */
  readonly incarnation: number;
  readonly config: ProtocolConfig;
  /** The roster. May be shared between nodes and may list this node itself; it is neither copied nor changed. */
  readonly peers: readonly NodeId[];
  readonly rng: Rng;
  /**
   * SWIM: it begins as one of members that have joined already and know each other, all of the roster, each in its first incarnation.
   * Default false.
   */
  readonly joined?: boolean;
  /** Needed, and used, where the config asks for signatures. */
  readonly signer?: Signer | undefined;
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
  /** Updates that this node still spreads. */
  readonly hotUpdates: number;
  step(nowMs: number, input: Input<Message, ProtocolConfig>, outputs: Outputs<Message>): void;
  /** Every member heard of, this node included. */
  members(): readonly Member[];
  /**
   * Writes all that it is, where that is little enough: it detects no failures and signs nothing, holds one update at most, and waits for no more
   * than the answers to pushes of that and to one repair. Whether it is at rest; it may go on all the same.
   */
  rest(into: RestingNode): boolean;
  /**
   * From now on this is the node of that record, which another of the same roster and randomness has written: it does what that would have done.
   * Only of a node that is at rest.
   */
  resume(id: NodeId, incarnation: number, from: Readonly<RestingNode>): void;
  /** Why a write of this key and value would be refused (too long for a message, no valid key); undefined if it may be. */
  canWrite(key: string, value: Uint8Array | undefined): string | undefined;
}
