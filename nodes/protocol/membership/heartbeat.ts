import type { ExchangeId, Member, NodeId, Outputs } from '../types.js';
import { memberLength } from '../wire/element-length.js';
import { envelopeBytes, messageBudget } from '../wire/format.js';
import type { MemberEntry, Message } from '../wire/messages.js';
import { MemberTable } from './member-table.js';
import type { Membership, MembershipHost } from './membership.js';
import { rosterOf } from './roster.js';
import { sampleDistinct } from './sample.js';

/** How many times shorter the interval is while news of members is fresh. */
const hurry = 5;
/** Ticks at the short interval after somebody new was heard of: enough for the news to outrun the long one. */
const ticksPerNews = 4;
/** Chance, at each tick, that a member which is not alive (failed, or never heard of) is tried too. */
const retryChance = 0.1;
/** A goodbye goes to so many of the living; the tables carry it to the rest. */
const farewells = 64;

/**
 * Gossip-style failure detection (van Renesse, Minsky and Hayden 1998): every node counts its own heartbeat up and passes
 * its table on to one random peer each interval, which answers with its own; a member whose heartbeat did not advance
 * for the failure timeout has failed. Entries stay for ever (the roster is finite), so that no late entry brings a dead
 * member back: only a higher heartbeat or incarnation does.
 */
export class HeartbeatMembership implements Membership {
  readonly #host: MembershipHost;
  readonly #table = new MemberTable();
  #heartbeat = 1;
  #left = false;
  /** A peer has answered, so this node is known. */
  #answered = false;
  #hurriedTicks: number;
  #dueMs = 0;

  constructor(host: MembershipHost) {
    this.#host = host;
    this.#hurriedTicks = Math.ceil(Math.log2(host.peers.length + 1)) + ticksPerNews;
  }

  start(nowMs: number, outputs: Outputs<Message>): void {
    this.#arm(nowMs, this.#host.rng.float() * this.#shortIntervalMs(), outputs);
  }

  onTimer(nowMs: number, outputs: Outputs<Message>): void {
    if (this.#left) return;
    const { heartbeatIntervalMs, failureTimeoutMs, intervalJitter } = this.#host.activeConfig;
    // A node that was itself stopped, or starved, must not take its own silence for that of all others.
    const lateMs = nowMs - this.#dueMs;
    if (lateMs > heartbeatIntervalMs) this.#table.forgive(lateMs);
    this.#heartbeat++;
    for (const id of this.#table.failOverdue(nowMs, failureTimeoutMs)) this.#emit('failed', id, outputs);
    this.#contactPeers(outputs);
    const waitMs = this.#hurriedTicks > 0 ? this.#shortIntervalMs() : heartbeatIntervalMs;
    if (this.#hurriedTicks > 0) this.#hurriedTicks--;
    this.#arm(nowMs, waitMs * (1 + intervalJitter * (2 * this.#host.rng.float() - 1)), outputs);
  }

  /** Tables travel on their own. */
  piggyback(): void {}

  onMessage(
    nowMs: number,
    from: NodeId,
    exchange: ExchangeId,
    message: Message,
    outputs: Outputs<Message>,
  ): void {
    switch (message.kind) {
      case 'heartbeats':
        for (const entry of message.members) this.#hear(entry, nowMs, outputs);
        this.#reply(from, exchange, outputs);
        break;
      case 'heartbeatsReply':
        this.#answered = true;
        for (const entry of message.members) this.#hear(entry, nowMs, outputs);
        break;
      case 'join':
      case 'leave': {
        const { incarnation, heartbeat, kind } = message;
        this.#hear({ id: from, incarnation, heartbeat, left: kind === 'leave' }, nowMs, outputs);
        if (kind === 'join') this.#reply(from, exchange, outputs);
        break;
      }
      default:
        break;
    }
  }

  onExchangeFailed(): void {
    // Silence is what counts here, and the table sees it.
  }

  samplePeers(count: number): readonly NodeId[] {
    return this.#table.sampleAlive(count, this.#host.id, this.#host.rng);
  }

  answeringPeers(_nowMs: number, count: number): readonly NodeId[] {
    return this.samplePeers(count);
  }

  members(): readonly Member[] {
    const { id, incarnation } = this.#host;
    return [{ id, incarnation, status: this.#left ? 'left' : 'alive' }, ...this.#table.members()];
  }

  leave(outputs: Outputs<Message>): void {
    this.#left = true;
    const { incarnation } = this.#host;
    const message = { kind: 'leave', incarnation, heartbeat: this.#heartbeat } as const;
    for (const peer of this.samplePeers(farewells)) {
      outputs.send(peer, this.#host.beginExchange(), message, false);
    }
  }

  #hear(entry: MemberEntry, nowMs: number, outputs: Outputs<Message>): void {
    const { id, peers } = this.#host;
    // An id outside the roster has no address; an entry about this node tells it nothing that it does not know better.
    if (entry.id === id || !rosterOf(peers).has(entry.id)) return;
    const change = this.#table.hear(entry, nowMs);
    if (change === undefined) return;
    this.#emit(change, entry.id, outputs);
    if (change !== 'left') this.#hurryOn(nowMs, outputs);
  }

  /** News spreads fastest while it is fresh: the next ticks come at the short interval. */
  #hurryOn(nowMs: number, outputs: Outputs<Message>): void {
    this.#hurriedTicks = Math.max(this.#hurriedTicks, ticksPerNews);
    const shortMs = this.#shortIntervalMs();
    if (this.#dueMs - nowMs > shortMs) this.#arm(nowMs, this.#host.rng.float() * shortMs, outputs);
  }

  /**
   * While in a hurry anybody on the roster who is not known to be gone, so that those who do not know each other meet;
   * later one of the living, and now and then one of the others, by which parted sides find each other again.
   */
  #contactPeers(outputs: Outputs<Message>): void {
    const peers = this.#hurriedTicks > 0 ? this.#sampleNotGone() : this.samplePeers(1);
    for (const peer of peers) this.#contact(peer, outputs);
    if (peers.length > 0 && this.#host.rng.float() >= retryChance) return;
    for (const peer of this.#sampleMissing()) this.#contact(peer, outputs);
  }

  #sampleNotGone(): NodeId[] {
    return this.#sampleRoster((status) => status === undefined || status === 'alive');
  }

  #sampleMissing(): NodeId[] {
    return this.#sampleRoster((status) => status === undefined || status === 'failed');
  }

  /** One of a few drawn from the roster: does without a list of those who qualify, and may find none. */
  #sampleRoster(qualifies: (status: Member['status'] | undefined) => boolean): NodeId[] {
    const { peers, id, rng } = this.#host;
    const drawn = sampleDistinct(peers, 8, id, rng);
    return drawn.filter((peer) => qualifies(this.#table.statusOf(peer))).slice(0, 1);
  }

  #contact(peer: NodeId, outputs: Outputs<Message>): void {
    const { incarnation } = this.#host;
    const message: Message = this.#answered
      ? { kind: 'heartbeats', members: this.#entries() }
      : { kind: 'join', incarnation, heartbeat: this.#heartbeat };
    outputs.send(peer, this.#host.beginExchange(), message, true);
  }

  #reply(to: NodeId, exchange: ExchangeId, outputs: Outputs<Message>): void {
    outputs.send(to, exchange, { kind: 'heartbeatsReply', members: this.#entries() }, false);
  }

  #entries(): MemberEntry[] {
    const { id, incarnation, activeConfig, rng } = this.#host;
    const own = { id, incarnation, heartbeat: this.#heartbeat, left: this.#left };
    const budget = messageBudget(activeConfig.maxMessageBytes) - envelopeBytes - memberLength(own);
    return [own, ...this.#table.entries(budget, rng)];
  }

  #emit(
    change: 'joined' | 'failed' | 'recovered' | 'left' | 'suspected',
    id: NodeId,
    outputs: Outputs<Message>,
  ): void {
    outputs.event({ kind: 'member', change, member: this.#table.member(id) });
  }

  #shortIntervalMs(): number {
    return this.#host.activeConfig.heartbeatIntervalMs / hurry;
  }

  #arm(nowMs: number, delayMs: number, outputs: Outputs<Message>): void {
    this.#dueMs = nowMs + delayMs;
    this.#host.setMembershipTimer(delayMs, outputs);
  }
}
