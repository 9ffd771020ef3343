import type { Signer } from '../auth/signer.js';
import type { Commons } from '../commons.js';
import type { NodeRows } from '../rows/node-rows.js';
import type { Input, Member, NodeId, Outputs, Rng, Update } from '../types.js';
import type { Message } from '../wire/messages.js';
import type { ProtocolConfig } from './config.js';
import type { ProtocolCounters } from './counters.js';

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
  /** Which life of this node this is, from 1; higher than that of any life before. */
  readonly incarnation: number;
  readonly config: ProtocolConfig;
  /** The roster. May be shared between nodes and may list this node itself; it is neither copied nor changed. */
  readonly peers: readonly NodeId[];
  readonly rng: Rng;
  /**
   * SWIM: it begins as one of members that have joined already and know each other, all of the roster, each in its first life. So a
   * simulation does without the joining of very many. Default false.
   */
  readonly joined?: boolean;
  /** What nodes of one process have in common of the updates that they hold. */
  readonly commons?: Commons | undefined;
  /** Those of a host of very many nodes; the node's plain numbers are in its row then. Absent: it keeps them to itself. */
  readonly rows?: NodeRows | undefined;
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
  /** Its life is over, and it takes no more steps: gives back what it has of what nodes have in common. */
  end(): void;
  /** Every member heard of, this node included. */
  members(): readonly Member[];
  /**
   * Has what a step begins with brought into the processor's cache: of many nodes one after the other, of which the processor does not wait
   * for each. Returns nothing of worth.
   */
  fetch(): number;
  /**
   * Leaves its whole state in its row, where it has one and that is little enough, and is free to become another node then: whether it did. A
   * host of very many nodes has those that rest there.
   */
  leaveToRow(): boolean;
  /** Becomes the node of another row: one that was left there, and for which the same roster and randomness are right. */
  become(id: NodeId, incarnation: number): void;
  /** Why a write of this key and value would be refused (too long for a message, no valid key); undefined if it may be. */
  canWrite(key: string, value: Uint8Array | undefined): string | undefined;
}
