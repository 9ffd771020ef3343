import { CodedError } from '../../coded-error.js';
import { GossipCore } from '../dissemination/gossip-core.js';
import { disseminations, receiveGossip } from '../dissemination/table.js';
import { createMembership } from '../membership/detectors.js';
import type { Membership, MembershipHost } from '../membership/membership.js';
import type { NodeRow } from '../rows/node-row.js';
import type { ExchangeId, Input, Member, NodeId, Outputs, Rng, TimerToken } from '../types.js';
import { limits } from '../wire/format.js';
import type { Message } from '../wire/messages.js';
import { refusalOf } from '../wire/write-limit.js';
import { detectorOf, type ProtocolConfig } from './config.js';
import type { ProtocolCounters } from './counters.js';
import type { GossipNode, GossipNodeOptions, LocalView } from './gossip-node.js';
import { Rest } from './rest.js';
import { noTimer, RoundContacts } from './round-contacts.js';

/** @throws CodedError USAGE where the config asks for signatures and there is no signer. */
export function createGossipNode(options: GossipNodeOptions): GossipNode {
  const { id, config, signer } = options;
  if (config.auth !== 'none' && signer === undefined) {
    throw new CodedError('USAGE', `node ${id} is to sign its updates (auth ${config.auth}) and has no key`);
  }
  return new StepwiseNode(options);
}

/** As numbers, as rows have them. */
const nodeState = { new: 0, running: 1, terminated: 2, left: 3 };

/** Timers, rounds and the life cycle; what the rounds do is in dissemination/, whom they meet in membership/. */
class StepwiseNode implements GossipNode, MembershipHost {
  readonly peers: readonly NodeId[];
  joined: boolean;
  readonly #core: GossipCore;
  #membership: Membership;
  /** Waits for the next round. */
  #nextConfig: ProtocolConfig | undefined;
  #membershipToken: TimerToken = noTimer;
  readonly #rest: Rest;
  readonly #contacts: RoundContacts;
  readonly #row: NodeRow;

  constructor(options: GossipNodeOptions) {
    const { peers, joined = false } = options;
    this.peers = peers;
    this.joined = joined;
    this.#core = new GossipCore(options);
    this.#row = this.#core.row;
    this.#rest = new Rest(this.#row);
    this.#contacts = new RoundContacts(this.#core, (delayMs, outputs) => this.#setTimer(delayMs, outputs));
    this.#membership = createMembership(this);
    this.#core.onContact = (peer, exchange, outputs) =>
      this.#membership.ride(this.#core.nowMs, peer, exchange, outputs);
  }

  get id(): NodeId {
    return this.#core.id;
  }

  get incarnation(): number {
    return this.#core.incarnation;
  }

  get config(): ProtocolConfig {
    return this.#nextConfig ?? this.#core.config;
  }

  get activeConfig(): ProtocolConfig {
    return this.#core.config;
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
    const { auth, maxMessageBytes } = this.#core.config;
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
        this.#core.counters.countMalformed(input.reason);
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
    if (this.#rest.isOn && !this.#mayRest()) this.#wake(nowMs, outputs);
  }

  end(): void {
    this.#core.rumors.clear();
  }

  fetch(): number {
    return this.#row.lastToken + this.#core.fetch();
  }

  leaveToRow(): boolean {
    const core = this.#core;
    // A failure detector keeps more than a row has room for.
    if (detectorOf(core.config) !== 'none' || core.config.auth !== 'none') return false;
    if (this.#nextConfig !== undefined || this.#contacts.areOpen) return false;
    return core.leaveToRow();
  }

  become(id: NodeId, incarnation: number): void {
    this.#contacts.end();
    this.#membershipToken = noTimer;
    this.#core.become(id, incarnation);
  }

  #start(nowMs: number, outputs: Outputs<Message>): void {
    if (this.#row.state !== nodeState.new) return;
    this.#row.state = nodeState.running;
    this.#row.startedMs = nowMs;
    this.#membership.start(nowMs, outputs);
    this.#startTimers(nowMs, outputs);
  }

  /** Phases are uniformly random, so that the rounds of a cluster do not come all at once. */
  #startTimers(nowMs: number, outputs: Outputs<Message>): void {
    this.#setRoundTimer(nowMs, this.rng.float() * this.#core.config.intervalMs, outputs);
    this.#startRepair(outputs);
  }

  #onTimer(nowMs: number, token: TimerToken, outputs: Outputs<Message>): void {
    if (token === noTimer) return;
    if (token === this.#row.roundToken) this.#round(nowMs, outputs);
    else if (token === this.#row.repairToken) this.#repair(outputs);
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
    this.#row.hasRepaired = 0;
    if (this.#terminates(nowMs, outputs)) return;
    const delayMs = config.intervalMs * this.#jitter();
    if (this.#mayRest()) this.#goToRest(nowMs + delayMs);
    else this.#setRoundTimer(nowMs, delayMs, outputs);
  }

  /** A limit on rounds or time is kept by the rounds themselves, and a new configuration is taken up by one. */
  #mayRest(): boolean {
    const { config } = this.#core;
    if (config.maxRounds > 0 || config.maxTimeMs > 0 || this.#nextConfig !== undefined) return false;
    return disseminations[config.mode].rests?.(this.#core) ?? false;
  }

  /** No feedback that is still to come concerns a rumor that is hot. */
  #goToRest(dueMs: number): void {
    this.#row.roundToken = noTimer;
    this.#core.forgetFeedback();
    this.#rest.begin(dueMs);
  }

  #wake(nowMs: number, outputs: Outputs<Message>): void {
    this.#row.roundToken = this.#setTimer(this.#rest.end(nowMs, this.#core.config.intervalMs), outputs);
  }

  /** A node without news that only asks around need not where a repair has just asked for everything. */
  #contactCount(): number {
    const core = this.#core;
    const contacts = disseminations[core.config.mode].contacts?.(core);
    if (contacts === undefined) return core.config.fanout;
    return this.#row.hasRepaired === 1 && core.rumors.size === 0 ? Math.max(0, contacts - 1) : contacts;
  }

  #repair(outputs: Outputs<Message>): void {
    this.#contacts.single(this.#membership, disseminations['anti-entropy'], outputs);
    this.#row.hasRepaired = 1;
    this.#row.repairToken = this.#setTimer(this.#core.config.repairIntervalMs * this.#jitter(), outputs);
  }

  /** Ends rounds and repair where a limit is reached; failure detection goes on, and everybody is answered. */
  #terminates(nowMs: number, outputs: Outputs<Message>): boolean {
    const reason = this.#limitReached(nowMs);
    if (reason === undefined) return false;
    this.#row.state = nodeState.terminated;
    this.#contacts.end();
    this.#row.roundToken = noTimer;
    this.#row.repairToken = noTimer;
    outputs.event({ kind: 'terminated', reason });
    return true;
  }

  #limitReached(nowMs: number): 'rounds' | 'time' | undefined {
    const { maxRounds, maxTimeMs } = this.#core.config;
    if (maxRounds > 0 && this.#core.counters.roundsStarted >= maxRounds) return 'rounds';
    return maxTimeMs > 0 && nowMs - this.#row.startedMs >= maxTimeMs ? 'time' : undefined;
  }

  #write(key: string, value: Uint8Array | undefined, outputs: Outputs<Message>): void {
    if (this.canWrite(key, value) !== undefined) this.#core.counters.writesRefused++;
    else if (this.#core.isFull) this.#core.counters.writesPushedBack++;
    else this.#core.write(key, value, outputs);
  }

  #configure(nowMs: number, config: ProtocolConfig, outputs: Outputs<Message>): void {
    // What is held unsigned cannot be signed later, nor by others: auth is that of the beginning.
    this.#nextConfig = { ...config, auth: this.#core.config.auth };
    // Where no round will come to apply it, it applies at once, and may set the rounds going again.
    if (this.#row.state === nodeState.running) return;
    this.#applyConfig(nowMs, outputs);
    if (this.#row.state !== nodeState.terminated || this.#limitReached(nowMs) !== undefined) return;
    this.#row.state = nodeState.running;
    this.#startTimers(nowMs, outputs);
  }

  #applyConfig(nowMs: number, outputs: Outputs<Message>): void {
    const next = this.#nextConfig;
    if (next === undefined) return;
    const before = this.#core.config;
    this.#nextConfig = undefined;
    this.#core.config = next;
    if (next.mode === 'anti-entropy') this.#core.rumors.clear();
    if (detectorOf(before) !== detectorOf(next)) {
      this.#membershipToken = noTimer;
      this.joined = false;
      this.#membership = createMembership(this);
      if (this.#row.state === nodeState.running || this.#row.state === nodeState.terminated)
        this.#membership.start(nowMs, outputs);
    }
    if (this.#row.state === nodeState.running && repairIntervalOf(before) !== repairIntervalOf(next))
      this.#startRepair(outputs);
  }

  #leave(outputs: Outputs<Message>): void {
    if (this.#row.state === nodeState.left) return;
    this.#row.state = nodeState.left;
    this.#rest.cancel();
    this.#contacts.end();
    this.#row.roundToken = noTimer;
    this.#row.repairToken = noTimer;
    this.#membershipToken = noTimer;
    this.#membership.leave(outputs);
  }

  #startRepair(outputs: Outputs<Message>): void {
    const intervalMs = repairIntervalOf(this.#core.config);
    this.#row.repairToken = intervalMs > 0 ? this.#setTimer(this.rng.float() * intervalMs, outputs) : noTimer;
  }

  #setRoundTimer(nowMs: number, delayMs: number, outputs: Outputs<Message>): void {
    const { maxTimeMs } = this.#core.config;
    const leftMs = maxTimeMs > 0 ? Math.max(0, this.#row.startedMs + maxTimeMs - nowMs) : delayMs;
    this.#row.roundToken = this.#setTimer(Math.min(delayMs, leftMs), outputs);
  }

  #setTimer(delayMs: number, outputs: Outputs<Message>): TimerToken {
    this.#row.lastToken++;
    outputs.setTimer(this.#row.lastToken, delayMs);
    return this.#row.lastToken;
  }

  #jitter(): number {
    return 1 + this.#core.config.intervalJitter * (2 * this.rng.float() - 1);
  }
}

/** In anti-entropy mode the rounds are repair enough. */
function repairIntervalOf(config: ProtocolConfig): number {
  return config.mode === 'anti-entropy' ? 0 : config.repairIntervalMs;
}
