import type { MemberStatus, MemberVersion, NodeId, Update } from '../types.js';
import type { IncarnationSummary } from '../view/incarnation-summary.js';

/** The updates `fromSeq..toSeq` (both included) of one incarnation of an origin. */
export interface SeqRange {
  readonly origin: NodeId;
  readonly incarnation: number;
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** One entry of a heartbeat table (van Renesse 1998, section 2). */
export interface MemberEntry {
  readonly id: NodeId;
  readonly incarnation: number;
  readonly heartbeat: number;
  /** The member said goodbye: it is gone, and not failed. */
  readonly left: boolean;
}

/** What somebody says of a member (Das 2002, sections 4.1 and 4.2). */
export interface MemberStatement extends MemberVersion {
  readonly id: NodeId;
  readonly status: MemberStatus;
  /** Who says so: whoever suspects the member or found it failed; of the alive and the left, the member itself. */
  readonly reporter: NodeId;
}

/** Hot rumors, pushed. With `wantFeedback` the receiver answers which of them it needed. */
export interface Rumors {
  readonly kind: 'rumors';
  readonly updates: readonly Update[];
  readonly wantFeedback: boolean;
}
export interface PullRequest {
  readonly kind: 'pullRequest';
}
export interface PullReply {
  readonly kind: 'pullReply';
  readonly updates: readonly Update[];
  readonly wantFeedback: boolean;
}
export interface PushPullRequest {
  readonly kind: 'pushPullRequest';
  readonly updates: readonly Update[];
  readonly wantFeedback: boolean;
}
export interface PushPullReply {
  readonly kind: 'pushPullReply';
  readonly updates: readonly Update[];
  readonly wantFeedback: boolean;
  /** Feedback on the request's updates. */
  readonly needed: Uint8Array;
}
/** Which updates of the message before changed the receiver's view: bit i (of byte i >> 3, lowest first) for update i. */
export interface Feedback {
  readonly kind: 'feedback';
  readonly needed: Uint8Array;
}

/**
 * Opens anti-entropy. Where not `complete`, it speaks only of the incarnations that it lists. `hot`: in place of hot rumors, so that what
 * the exchange brings is news.
 */
export interface Digest {
  readonly kind: 'digest';
  readonly complete: boolean;
  readonly hot: boolean;
  readonly summaries: readonly IncarnationSummary[];
}
/** What the initiator lacks, and what the responder wants of it; not `wantsAll` where some wants did not fit. */
export interface DigestReply {
  readonly kind: 'digestReply';
  readonly updates: readonly Update[];
  readonly superseded: readonly SeqRange[];
  readonly wants: readonly SeqRange[];
  readonly wantsAll: boolean;
}
/** What was wanted; `hot` as in the digest. */
export interface Delta {
  readonly kind: 'delta';
  readonly hot: boolean;
  readonly updates: readonly Update[];
  readonly superseded: readonly SeqRange[];
}

export interface Heartbeats {
  readonly kind: 'heartbeats';
  readonly members: readonly MemberEntry[];
}
export interface HeartbeatsReply {
  readonly kind: 'heartbeatsReply';
  readonly members: readonly MemberEntry[];
}
/** A node's first word to its peers; answered with the heartbeat table. */
export interface Join {
  readonly kind: 'join';
  readonly incarnation: number;
  readonly heartbeat: number;
}
export interface Leave {
  readonly kind: 'leave';
  readonly incarnation: number;
  readonly heartbeat: number;
}

/** SWIM's messages carry statements along: the sender's own, what it believes of the receiver if that is no good, and news. */
interface WithStatements {
  readonly statements: readonly MemberStatement[];
}
/** Answered by `ack`. */
export interface Ping extends WithStatements {
  readonly kind: 'ping';
}
/** The pinged member answered: to a `ping` it is the member itself that says so, to a `pingRequest` its helper. */
export interface Ack extends WithStatements {
  readonly kind: 'ack';
}
/** Answer to a `pingRequest`: the helper is there, and had no answer from the target (Lifeguard). */
export interface Nack extends WithStatements {
  readonly kind: 'nack';
}
/** Asks the receiver to ping `target` in the sender's stead. */
export interface PingRequest extends WithStatements {
  readonly kind: 'pingRequest';
  readonly target: NodeId;
}
/** News of members, while they are fresh. */
export interface MemberNews extends WithStatements {
  readonly kind: 'memberNews';
}
/** All that the sender believes of members: its first word to its peers, and later now and then. Answered in kind. */
export interface MemberSync extends WithStatements {
  readonly kind: 'memberSync';
}
export interface MemberSyncReply extends WithStatements {
  readonly kind: 'memberSyncReply';
}

/** Canary of the host's transport; times in ms on the sender's clock. The core ignores it. */
export interface Probe {
  readonly kind: 'probe';
  readonly nonce: number;
  readonly sentMs: number;
}
/** Answer to a canary: `receivedMs` is on the responder's clock. The core ignores it. */
export interface ProbeAck {
  readonly kind: 'probeAck';
  readonly nonce: number;
  readonly sentMs: number;
  readonly receivedMs: number;
}

export type Message =
  | Rumors
  | PullRequest
  | PullReply
  | PushPullRequest
  | PushPullReply
  | Feedback
  | Digest
  | DigestReply
  | Delta
  | Heartbeats
  | HeartbeatsReply
  | Join
  | Leave
  | Ping
  | Ack
  | Nack
  | PingRequest
  | MemberNews
  | MemberSync
  | MemberSyncReply
  | Probe
  | ProbeAck;

export type MessageKind = Message['kind'];
export type MessageOf<K extends MessageKind> = Extract<Message, { kind: K }>;
