import { CodedError } from '../../coded-error.js';
import { Authenticator } from '../auth/authenticator.js';
import { GossipCore } from '../dissemination/gossip-core.js';
import { disseminations, receiveGossip } from '../dissemination/table.js';
import { createMembership } from '../membership/detectors.js';
import type { Membership, MembershipHost } from '../membership/membership.js';
import type { ExchangeId, Input, Member, NodeId, Outputs, Rng, TimerToken } from '../types.js';
import { limits } from '../wire/format.js';
import type { Message } from '../wire/messages.js';
import { refusalOf } from '../wire/write-limit.js';
import { detectorOf, type ProtocolConfig } from './config.js';
import { countReason, type ProtocolCounters } from './counters.js';
import type { GossipNode, GossipNodeOptions, LocalView } from './gossip-node.js';
import type { NodeState, RestingNode } from './resting-node.js';
import { noTimer, RoundContacts } from './round-contacts.js';
import { SkippedRounds } from './skipped-rounds.js';

/** @throws CodedError USAGE where the config asks for signatures and there is no signer. */
export function createGossipNode(options: GossipNodeOptions): GossipNode {
  const { id, config, signer } = options;
  if (config.auth !== 'none' && signer === undefined) {
    throw new CodedError('USAGE', `node ${id} is to sign its updates (auth ${config.auth}) and has no key`);
  }
  return new StepwiseNode(options);
}

/** Timers, rounds and the node's life cycle; what the rounds do is in dissemination/, whom they meet in membership/. */
class StepwiseNode implements GossipNode, MembershipHost {
  readonly peers: readonly NodeId[];
  joined: boolean;
  readonly #core: GossipCore;
  #config: ProtocolConfig;
  #membership: Membership;
  /** Waits for the next round. */
  #nextConfig: ProtocolConfig | undefined;
  #state: NodeState = 'new';
  #startedMs = 0;
  #lastToken: TimerToken = noTimer;
  #roundToken: TimerToken = noTimer;
  #repairToken: TimerToken = noTimer;
  #membershipToken: TimerToken = noTimer;
  /** A repair has begun since the last round. */
  #hasRepaired = false;
  readonly #skipped = new SkippedRounds();
  readonly #contacts: RoundContacts;

  constructor(options: GossipNodeOptions) {
    const { config, peers, joined = false, signer } = options;
    this.peers = peers;
    this.joined = joined;
    this.#config = config;
    this.#core = new GossipCore(options);
    if (config.auth !== 'none' && signer !== undefined)
      this.#core.auth = new Authenticator(signer, this.#core.view);
    this.#contacts = new RoundContacts(this.#core, (delayMs, outputs) => this.#setTimer(delayMs, outputs));
    this.#membership = createMembership(this);
    this.#core.onContact = (peer, exchange, outputs) =>
      this.#membership.piggyback(this.#core.nowMs, peer, exchange, outputs);
  }

  get id(): NodeId {
    return this.#core.id;
  }

  get incarnation(): number {
    return this.#core.incarnation;
  }

  get config(): ProtocolConfig {
    return this.#nextConfig ?? this.#config;
  }

  get activeConfig(): ProtocolConfig {
    return this.#config;
  }

  get rng(): Rng {
    return this.#core.rng;
  }

  get hotUpdates(): number {
    return this.#core.rumors.size;
  }

  get view(): LocalView {
    return this.#core.view;
  }

  get counters(): ProtocolCounters {
    return this.#core.counters;
  }

  members(): readonly Member[] {
    return this.#membership.members();
  }

  canWrite(key: string, value: Uint8Array | undefined): string | undefined {
    if (this.#core.clock >= limits.count) return 'the Lamport clock is exhausted';
    const { auth, maxMessageBytes } = this.#config;
    return refusalOf(key, value, {
      maxMessageBytes: Math.min(this.config.maxMessageBytes, maxMessageBytes),
      isSigned: auth !== 'none',
    });
  }

  beginExchange(): ExchangeId {
    return this.#core.beginExchange();
  }

  setMembershipTimer(delayMs: number, outputs: Outputs<Message>): void {
    this.#membershipToken = this.#setTimer(delayMs, outputs);
  }

  step(nowMs: number, input: Input<Message, ProtocolConfig>, outputs: Outputs<Message>): void {
    this.#core.nowMs = nowMs;
    switch (input.kind) {
      case 'start':
        this.#start(nowMs, outputs);
        break;
      case 'timer':
        this.#onTimer(nowMs, input.token, outputs);
        break;
      case 'message':
        receiveGossip(this.#core, input.from, input.exchange, input.message, outputs);
        this.#membership.onMessage(nowMs, input.from, input.exchange, input.message, outputs);
        break;
      case 'malformed':
        countReason(this.#core.counters.malformed, input.reason);
        break;
      case 'exchangeFailed':
        this.#core.abandonExchange(input.exchange);
        this.#membership.onExchangeFailed(nowMs, input.exchange, outputs);
        break;
      case 'write':
        this.#write(input.key, input.value, outputs);
        break;
      case 'configure':
        this.#configure(nowMs, input.config, outputs);
        break;
      case 'leave':
        this.#leave(outputs);
        break;
    }
    if (this.#skipped.areSkipped && !this.#isIdle()) this.#goOn(nowMs, outputs);
  }

  rest(into: RestingNode): boolean {
    // A failure detector remembers more than there is room for.
    if (detectorOf(this.#config) !== 'none') return false;
    if (this.#nextConfig !== undefined || this.#contacts.areOpen) return false;
    if (!this.#core.rest(into)) return false;
    into.config = this.#config;
    into.state = this.#state;
    into.startedMs = this.#startedMs;
    into.lastToken = this.#lastToken;
    into.roundToken = this.#roundToken;
    into.repairToken = this.#repairToken;
    into.skippedFromMs = this.#skipped.dueMs;
    into.hasRepaired = this.#hasRepaired;
    return true;
  }

  resume(id: NodeId, incarnation: number, from: Readonly<RestingNode>): void {
    this.#core.resume(id, incarnation, from);
    this.#adopt(from.config);
    this.#state = from.state;
    this.#startedMs = from.startedMs;
    this.#lastToken = from.lastToken;
    this.#roundToken = from.roundToken;
    this.#repairToken = from.repairToken;
    this.#membershipToken = noTimer;
    this.#skipped.dueMs = from.skippedFromMs;
    this.#hasRepaired = from.hasRepaired;
    this.#contacts.end();
  }

  #start(nowMs: number, outputs: Outputs<Message>): void {
    if (this.#state !== 'new') return;
    this.#state = 'running';
    this.#startedMs = nowMs;
    this.#membership.start(nowMs, outputs);
    this.#startTimers(nowMs, outputs);
  }

  /** Phases are uniformly random, so that the rounds of a cluster do not come all at once. */
  #startTimers(nowMs: number, outputs: Outputs<Message>): void {
    this.#setRoundTimer(nowMs, this.rng.float() * this.#config.intervalMs, outputs);
    this.#startRepair(outputs);
  }

  #onTimer(nowMs: number, token: TimerToken, outputs: Outputs<Message>): void {
    if (token === noTimer) return;
    if (token === this.#roundToken) this.#round(nowMs, outputs);
    else if (token === this.#repairToken) this.#repair(outputs);
    else if (this.#contacts.isDue(token)) this.#contacts.next(outputs);
    else if (token === this.#membershipToken) this.#membership.onTimer(nowMs, outputs);
  }

  #round(nowMs: number, outputs: Outputs<Message>): void {
    this.#applyConfig(nowMs, outputs);
    if (this.#terminates(nowMs, outputs)) return;
    const core = this.#core;
    const { config, rng } = core;
    core.counters.roundsStarted++;
    core.forgetOverdue();
    core.rumors.beginRound(config, rng);
    this.#contacts.begin(this.#membership, disseminations[config.mode], this.#contactCount(), outputs);
    this.#hasRepaired = false;
    if (this.#terminates(nowMs, outputs)) return;
    const delayMs = config.intervalMs * this.#jitter();
    if (this.#isIdle()) this.#skipRounds(nowMs + delayMs);
    else this.#setRoundTimer(nowMs, delayMs, outputs);
  }

  /** A limit on rounds or time is kept by the rounds themselves, and a new configuration is taken up by one. */
  #isIdle(): boolean {
    const config = this.#config;
    if (config.maxRounds > 0 || config.maxTimeMs > 0 || this.#nextConfig !== undefined) return false;
    return disseminations[config.mode].isIdle?.(this.#core) ?? false;
  }

  /** No feedback that is still to come concerns a rumor that is hot. */
  #skipRounds(dueMs: number): void {
    this.#roundToken = noTimer;
    this.#core.awaited.clear();
    this.#skipped.dueMs = dueMs;
  }

  #goOn(nowMs: number, outputs: Outputs<Message>): void {
    this.#roundToken = this.#setTimer(this.#skipped.end(nowMs, this.#config.intervalMs), outputs);
  }

  /** A node without news that only asks around need not where a repair has just asked for everything. */
  #contactCount(): number {
    const core = this.#core;
    const contacts = disseminations[core.config.mode].contacts?.(core);
    if (contacts === undefined) return core.config.fanout;
    return this.#hasRepaired && core.rumors.size === 0 ? Math.max(0, contacts - 1) : contacts;
  }

  #repair(outputs: Outputs<Message>): void {
    this.#contacts.single(this.#membership, disseminations['anti-entropy'], outputs);
    this.#hasRepaired = true;
    this.#repairToken = this.#setTimer(this.#core.config.repairIntervalMs * this.#jitter(), outputs);
  }

  /** Ends rounds and repair where a limit is reached; failure detection goes on, and everybody is answered. */
  #terminates(nowMs: number, outputs: Outputs<Message>): boolean {
    const reason = this.#limitReached(nowMs);
    if (reason === undefined) return false;
    this.#state = 'terminated';
    this.#contacts.end();
    this.#roundToken = noTimer;
    this.#repairToken = noTimer;
    outputs.event({ kind: 'terminated', reason });
    return true;
  }

  #limitReached(nowMs: number): 'rounds' | 'time' | undefined {
    const { maxRounds, maxTimeMs } = this.#config;
    if (maxRounds > 0 && this.#core.counters.roundsStarted >= maxRounds) return 'rounds';
    return maxTimeMs > 0 && nowMs - this.#startedMs >= maxTimeMs ? 'time' : undefined;
  }

  #write(key: string, value: Uint8Array | undefined, outputs: Outputs<Message>): void {
    if (this.canWrite(key, value) !== undefined) this.#core.counters.writesRefused++;
    else if (this.#core.isFull) this.#core.counters.writesPushedBack++;
    else this.#core.write(key, value, outputs);
  }

  #configure(nowMs: number, config: ProtocolConfig, outputs: Outputs<Message>): void {
    // What is held unsigned cannot be signed later, nor by others: auth is that of the beginning.
    this.#nextConfig = { ...config, auth: this.#config.auth };
    // Where no round will come to apply it, it applies at once, and may set the rounds going again.
    if (this.#state === 'running') return;
    this.#applyConfig(nowMs, outputs);
    if (this.#state !== 'terminated' || this.#limitReached(nowMs) !== undefined) return;
    this.#state = 'running';
    this.#startTimers(nowMs, outputs);
  }

  #applyConfig(nowMs: number, outputs: Outputs<Message>): void {
    const next = this.#nextConfig;
    if (next === undefined) return;
    const before = this.#config;
    this.#nextConfig = undefined;
    this.#adopt(next);
    if (next.mode === 'anti-entropy') this.#core.rumors.clear();
    if (detectorOf(before) !== detectorOf(next)) {
      this.#membershipToken = noTimer;
      this.joined = false;
      this.#membership = createMembership(this);
      if (this.#state === 'running' || this.#state === 'terminated') this.#membership.start(nowMs, outputs);
    }
    if (this.#state === 'running' && repairIntervalOf(before) !== repairIntervalOf(next))
      this.#startRepair(outputs);
  }

  #adopt(config: ProtocolConfig): void {
    this.#config = config;
    this.#core.config = config;
  }

  #leave(outputs: Outputs<Message>): void {
    if (this.#state === 'left') return;
    this.#state = 'left';
    this.#skipped.dueMs = Number.POSITIVE_INFINITY;
    this.#contacts.end();
    this.#roundToken = noTimer;
    this.#repairToken = noTimer;
    this.#membershipToken = noTimer;
    this.#membership.leave(outputs);
  }

  #startRepair(outputs: Outputs<Message>): void {
    const intervalMs = repairIntervalOf(this.#config);
    this.#repairToken = intervalMs > 0 ? this.#setTimer(this.rng.float() * intervalMs, outputs) : noTimer;
  }

  #setRoundTimer(nowMs: number, delayMs: number, outputs: Outputs<Message>): void {
    const { maxTimeMs } = this.#config;
    const leftMs = maxTimeMs > 0 ? Math.max(0, this.#startedMs + maxTimeMs - nowMs) : delayMs;
    this.#roundToken = this.#setTimer(Math.min(delayMs, leftMs), outputs);
  }

  #setTimer(delayMs: number, outputs: Outputs<Message>): TimerToken {
    this.#lastToken++;
    outputs.setTimer(this.#lastToken, delayMs);
    return this.#lastToken;
  }

  #jitter(): number {
    return 1 + this.#core.config.intervalJitter * (2 * this.rng.float() - 1);
  }
}

/** In anti-entropy mode the rounds are repair enough. */
function repairIntervalOf(config: ProtocolConfig): number {
  return config.mode === 'anti-entropy' ? 0 : config.repairIntervalMs;
}
