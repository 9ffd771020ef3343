import type { ProtocolConfig } from '../node/config.js';
import type { ExchangeId, Member, NodeId, Outputs, Rng } from '../types.js';
import type { Message } from '../wire/messages.js';

/** What a failure detector is given by its node. */
export interface MembershipHost {
  readonly id: NodeId;
  readonly incarnation: number;
  readonly peers: readonly NodeId[];
  /** All of the roster have joined, in their first incarnation, and know each other. */
  readonly joined: boolean;
  readonly rng: Rng;
  /** What holds now; read anew each time. */
  readonly activeConfig: ProtocolConfig;
  /** Names a new exchange of this node's own. */
  beginExchange(): ExchangeId;
  /** Replaces the detector's one timer; an earlier one no longer fires. */
  setMembershipTimer(delayMs: number, outputs: Outputs<Message>): void;
}

/** A failure detector: who is there, and whom to gossip with. It emits the `member` events. */
export interface Membership {
  start(nowMs: number, outputs: Outputs<Message>): void;
  onTimer(nowMs: number, outputs: Outputs<Message>): void;
  /** A message of the detector's own kinds; others are none of its business. */
  onMessage(
    nowMs: number,
    from: NodeId,
    exchange: ExchangeId,
    message: Message,
    outputs: Outputs<Message>,
  ): void;
  /** Dissemination begins `exchange` with a peer: the detector may piggyback its news, ahead of it. */
  piggyback(nowMs: number, peer: NodeId, exchange: ExchangeId, outputs: Outputs<Message>): void;
  /** An exchange of this node's own, the detector's or not, ended without the expected answer. */
  onExchangeFailed(nowMs: number, exchange: ExchangeId, outputs: Outputs<Message>): void;
  /** Up to `count` distinct peers that are believed alive, uniformly at random, this node never among them. */
  samplePeers(count: number): readonly NodeId[];
  /**
   * The same for contacts that will be answered. Where the detector is to ask one of them anyway before the next round, the
   * contact takes the place of its question: whom it asks is random, too, and what else answers is as alive.
   */
  answeringPeers(nowMs: number, count: number): readonly NodeId[];
  /** Everyone heard of, this node included. */
  members(): readonly Member[];
  /** Says goodbye to peers. */
  leave(outputs: Outputs<Message>): void;
}
