import type { ExchangeId, Member, NodeId, Outputs } from '../../types.js';
import type { MemberStatement, Message } from '../../wire/messages.js';
import type { Membership, MembershipHost } from '../membership.js';
import { sampleDistinct } from '../sample.js';
import { Beliefs } from './beliefs.js';
import { Prober } from './prober.js';
import { Relays } from './relays.js';
import { SyncSchedule } from './sync-schedule.js';

/** A goodbye goes to so many of the living; gossip carries it to the rest. */
const farewells = 64;

/**
 * SWIM (Das, Gupta and Motivala 2002) with Lifeguard's extensions (Dadgar, Phillips and Currey 2018): who is alive is found out by
 * probing, and spread by gossip. What each part does is in the files beside this one; here their deadlines share one timer.
 */
export class SwimMembership implements Membership {
  readonly #host: MembershipHost;
  readonly #beliefs: Beliefs;
  readonly #prober: Prober;
  readonly #relays: Relays;
  readonly #syncs: SyncSchedule;
  /** So long dissemination carries the news. */
  #carriedUntilMs = Number.NEGATIVE_INFINITY;
  /** Whom the round that begins contacts instead of a ping. */
  #pingedByContact: NodeId | undefined;
  #gossipDueMs = Number.POSITIVE_INFINITY;
  /** When the timer that is set fires; infinite when none is. */
  #armedMs = Number.POSITIVE_INFINITY;

  constructor(host: MembershipHost) {
    this.#host = host;
    this.#beliefs = new Beliefs(host);
    this.#prober = new Prober(host, this.#beliefs);
    this.#relays = new Relays(host, this.#beliefs);
    this.#syncs = new SyncSchedule(host, this.#beliefs);
  }

  start(nowMs: number, outputs: Outputs<Message>): void {
    this.#prober.start(nowMs);
    this.#syncs.start(nowMs);
    this.#arm(nowMs, outputs);
  }

  onTimer(nowMs: number, outputs: Outputs<Message>): void {
    if (this.#beliefs.left) return;
    const lateMs = nowMs - this.#armedMs;
    this.#armedMs = Number.POSITIVE_INFINITY;
    if (lateMs > this.#host.activeConfig.probeTimeoutMs) this.#excuse(nowMs, lateMs);
    if (this.#prober.dueMs <= nowMs) this.#probe(nowMs, outputs);
    this.#relays.onDue(nowMs, outputs);
    this.#beliefs.failOverdue(nowMs, outputs);
    if (this.#syncs.dueMs <= nowMs) {
      for (const peer of this.#syncs.onDue(nowMs)) this.#sync(peer, outputs);
    }
    if (this.#gossipDueMs <= nowMs) this.#gossip(nowMs, outputs);
    this.#arm(nowMs, outputs);
  }

  onMessage(
    nowMs: number,
    from: NodeId,
    exchange: ExchangeId,
    message: Message,
    outputs: Outputs<Message>,
  ): void {
    switch (message.kind) {
      case 'ping':
        this.#hear(message.statements, nowMs, outputs);
        outputs.send(from, exchange, { kind: 'ack', statements: this.#beliefs.statementsFor(from) }, false);
        break;
      case 'ack':
        this.#hear(message.statements, nowMs, outputs);
        this.#prober.onAck(exchange, nowMs);
        this.#relays.onAck(exchange, outputs);
        break;
      case 'nack':
        this.#hear(message.statements, nowMs, outputs);
        this.#prober.onNack(exchange);
        break;
      case 'pingRequest':
        this.#hear(message.statements, nowMs, outputs);
        this.#relays.request(from, exchange, message.target, nowMs, outputs);
        break;
      case 'memberNews':
        this.#hear(message.statements, nowMs, outputs);
        break;
      case 'memberSync':
        this.#hearTable(message.statements, from, nowMs, outputs);
        outputs.send(
          from,
          exchange,
          { kind: 'memberSyncReply', statements: this.#beliefs.table(from) },
          false,
        );
        break;
      case 'memberSyncReply':
        this.#hearTable(message.statements, from, nowMs, outputs);
        this.#syncs.answered();
        break;
      default:
        // Whatever answers is alive: dissemination's contacts stand in for pings.
        this.#prober.onAck(exchange, nowMs);
        return;
    }
    this.#arm(nowMs, outputs);
  }

  piggyback(nowMs: number, peer: NodeId, exchange: ExchangeId, outputs: Outputs<Message>): void {
    if (this.#beliefs.left) return;
    if (peer === this.#pingedByContact) {
      this.#pingedByContact = undefined;
      this.#prober.contactBegan(exchange, nowMs);
      this.#arm(nowMs, outputs);
    }
    if (this.#beliefs.news.size === 0) return;
    this.#carriedUntilMs =
      nowMs + Math.max(this.#host.activeConfig.memberGossipIntervalMs, this.#longestRoundMs);
    outputs.send(peer, exchange, { kind: 'memberNews', statements: this.#beliefs.statementsFor(peer) }, true);
  }

  onExchangeFailed(nowMs: number, exchange: ExchangeId, outputs: Outputs<Message>): void {
    if (this.#beliefs.left) return;
    this.#prober.onExchangeFailed(exchange, outputs);
    this.#relays.onExchangeFailed(exchange, outputs);
    this.#arm(nowMs, outputs);
  }

  samplePeers(count: number): readonly NodeId[] {
    return this.#beliefs.members.sampleActive(count, this.#host.id, this.#host.rng);
  }

  answeringPeers(nowMs: number, count: number): readonly NodeId[] {
    const peers = this.samplePeers(count);
    this.#pingedByContact = count > 0 ? this.#prober.contactInstead(nowMs + this.#longestRoundMs) : undefined;
    if (this.#pingedByContact === undefined || peers.includes(this.#pingedByContact)) return peers;
    return [this.#pingedByContact, ...peers.slice(0, count - 1)];
  }

  members(): readonly Member[] {
    return this.#beliefs.everyone();
  }

  leave(outputs: Outputs<Message>): void {
    this.#beliefs.leave();
    for (const peer of this.samplePeers(farewells)) this.#sendNews(peer, outputs);
  }

  get #longestRoundMs(): number {
    const { intervalMs, intervalJitter } = this.#host.activeConfig;
    return intervalMs * (1 + intervalJitter);
  }

  /** A node that was itself stopped, or starved, must not take its own silence for that of others. */
  #excuse(nowMs: number, lateMs: number): void {
    this.#beliefs.suspicions.postpone(lateMs);
    this.#prober.start(nowMs);
  }

  #probe(nowMs: number, outputs: Outputs<Message>): void {
    this.#beliefs.members.forgetFailed(nowMs - this.#host.activeConfig.gossipToTheDeadMs);
    this.#prober.onDue(nowMs, outputs);
  }

  /**
   * As long as dissemination carries the news, the living need no message of their own. The failed get news for as long
   * as they are remembered: whoever hears of its own death can refute it.
   */
  #gossip(nowMs: number, outputs: Outputs<Message>): void {
    this.#gossipDueMs = Number.POSITIVE_INFINITY;
    const { activeConfig, id, rng } = this.#host;
    const { members } = this.#beliefs;
    const failed = members.failedIds();
    const listeners = failed.length > 0 ? [...members.active, ...failed] : members.active;
    for (const peer of sampleDistinct(listeners, activeConfig.fanout, id, rng)) {
      if (nowMs > this.#carriedUntilMs || !members.isActive(peer)) this.#sendNews(peer, outputs);
    }
    if (this.#beliefs.news.size > 0) this.#gossipDueMs = nowMs + activeConfig.memberGossipIntervalMs;
  }

  #sendNews(peer: NodeId, outputs: Outputs<Message>): void {
    const statements = this.#beliefs.statementsFor(peer);
    outputs.send(peer, this.#host.beginExchange(), { kind: 'memberNews', statements }, false);
  }

  #sync(peer: NodeId, outputs: Outputs<Message>): void {
    const statements = this.#beliefs.table(peer);
    outputs.send(peer, this.#host.beginExchange(), { kind: 'memberSync', statements }, true);
  }

  #hear(statements: readonly MemberStatement[], nowMs: number, outputs: Outputs<Message>): void {
    for (const statement of statements) this.#beliefs.hear(statement, nowMs, outputs);
  }

  #hearTable(
    entries: readonly MemberStatement[],
    from: NodeId,
    nowMs: number,
    outputs: Outputs<Message>,
  ): void {
    for (const entry of entries) this.#beliefs.hearEntry(entry, from, nowMs, outputs);
  }

  /** Sets the timer where something is due before it; an earlier one just finds nothing due. */
  #arm(nowMs: number, outputs: Outputs<Message>): void {
    if (this.#beliefs.left) return;
    if (this.#beliefs.news.size > 0 && this.#gossipDueMs === Number.POSITIVE_INFINITY) {
      this.#gossipDueMs = nowMs + this.#host.rng.float() * this.#host.activeConfig.memberGossipIntervalMs;
    }
    const dueMs = Math.min(
      this.#prober.dueMs,
      this.#relays.dueMs,
      this.#beliefs.suspicions.dueMs,
      this.#syncs.dueMs,
      this.#gossipDueMs,
    );
    if (dueMs >= this.#armedMs) return;
    this.#armedMs = Math.max(dueMs, nowMs);
    this.#host.setMembershipTimer(this.#armedMs - nowMs, outputs);
  }
}
