/**
 * The public face of the gossip protocol core: a state machine without I/O.
 *
 * A host (the reference node, a test) owns clock, sockets and timers. It calls
 * `step(nowMs, input, outputs)` and carries out what the core hands to `outputs`, in order. The core never reads a
 * clock, never waits, never draws randomness of its own.
 */

/** Index of a node in the run's roster; small integers keep digests and frames short. */
export type NodeId = number;

/** One update is named by the node that accepted it, the incarnation of that node, and its number within that incarnation (from 1). */
export interface UpdateId {
  readonly origin: NodeId;
  readonly incarnation: number;
  readonly seq: number;
}

/** Total order of the writes to one key: Lamport clock first, then origin, incarnation and seq as tie-breakers. */
export interface Version extends UpdateId {
  readonly clock: number;
}

/** A write to one key; `value` undefined is a tombstone. `hops` is the number of links it crossed to get here (0 at the origin). */
export interface Update {
  readonly version: Version;
  readonly key: string;
  readonly value: Uint8Array | undefined;
  readonly hops: number;
  /** The origin's, over everything but the hops (auth/); absent where updates are not signed. */
  readonly signature?: Uint8Array;
}

/** Source of randomness, injected: uniform uint32, uniform integer in [0, bound), uniform float in [0, 1). */
export interface Rng {
  uint32(): number;
  below(bound: number): number;
  float(): number;
}

/** Names one exchange (one connection): given by the initiator's core, or by the host for an exchange it accepted. */
export type ExchangeId = number;

/** Opaque; the core ignores a token that is no longer current, so a host never has to cancel a timer. */
export type TimerToken = number;

export type MemberStatus = 'alive' | 'suspect' | 'failed' | 'left';

/**
 * How recent a statement about a member is. First decides the incarnation of the node, which a restart raises, then
 * how often that incarnation has refuted a suspicion (`refutations`). The latter is what SWIM calls 'incarnation number'; here
 * that word is for restarts alone.
 */
export interface MemberVersion {
  readonly incarnation: number;
  readonly refutations: number;
}

export interface Member {
  readonly id: NodeId;
  readonly incarnation: number;
  readonly status: MemberStatus;
}

/** What the core reports. */
export type ProtocolEvent =
  /** A client's write was accepted here. */
  | { readonly kind: 'written'; readonly update: Update }
  /** First receipt of an update that was applied; `via` says which exchange brought it. */
  | {
      readonly kind: 'applied';
      readonly update: Update;
      readonly from: NodeId;
      readonly via: 'rumor' | 'repair';
    }
  /**
   * First knowledge of updates `fromSeq..toSeq` of one incarnation of an origin that newer writes to their keys had
   * superseded before they could arrive: they count as held.
   */
  | {
      readonly kind: 'superseded';
      readonly origin: NodeId;
      readonly incarnation: number;
      readonly fromSeq: number;
      readonly toSeq: number;
      readonly from: NodeId;
    }
  /** A copy of an update that was already held. */
  | { readonly kind: 'duplicate'; readonly update: UpdateId; readonly from: NodeId }
  /** The local view of a member changed: joined, failed, recovered, left. */
  | {
      readonly kind: 'member';
      readonly change: 'joined' | 'suspected' | 'failed' | 'recovered' | 'left';
      readonly member: Member;
    }
  /** The termination condition (rounds or time) was reached; the node answers but starts no more rounds. */
  | { readonly kind: 'terminated'; readonly reason: 'rounds' | 'time' };

/** Where the core's outputs go. `M` is the message union of messages.ts. */
export interface Outputs<M> {
  /**
   * Send `message` on `exchange`. The initiator's host opens the exchange at its first send. `expectReply`: keep the
   * exchange open for an answer; otherwise it is finished after this message.
   */
  send(to: NodeId, exchange: ExchangeId, message: M, expectReply: boolean): void;
  setTimer(token: TimerToken, delayMs: number): void;
  event(event: ProtocolEvent): void;
}

/** What can happen to a node. `C` is the protocol configuration. */
export type Input<M, C> =
  /** Begin: draw the start phase, announce oneself to peers, set the first timers. */
  | { readonly kind: 'start' }
  | { readonly kind: 'timer'; readonly token: TimerToken }
  | { readonly kind: 'message'; readonly from: NodeId; readonly exchange: ExchangeId; readonly message: M }
  /** A frame that did not decode: counted by reason, dropped. */
  | { readonly kind: 'malformed'; readonly reason: string }
  /** An exchange that this node had begun ended without the expected reply (refused, timed out, reset). */
  | { readonly kind: 'exchangeFailed'; readonly to: NodeId; readonly exchange: ExchangeId }
  /** A client's write; `value` undefined deletes the key. The core emits `written` before `step` returns. */
  | { readonly kind: 'write'; readonly key: string; readonly value: Uint8Array | undefined }
  /** Changed protocol parameters; they hold from the next round on. */
  | { readonly kind: 'configure'; readonly config: C }
  /** Leave the cluster gracefully: say goodbye to peers. */
  | { readonly kind: 'leave' };
