import { type Admission, admitAll, type UpdateAuth } from '../auth/admission.js';
import { Counters, copyCounts } from '../node/counters.js';
import { AwaitedFeedback } from '../rumors/awaited-feedback.js';
import { HotRumors, type Recipient } from '../rumors/hot-rumors.js';
import { areSomeHot, type ContactRole, copyState, type Rumor } from '../rumors/rumor.js';
import { stopRules } from '../rumors/stop-rules.js';
import type { ExchangeId, NodeId, Outputs, Rng, Update } from '../types.js';
import { latestClock } from '../view/latest-clock.js';
import { View } from '../view/view.js';
import { messageBudget } from '../wire/format.js';
import type { Message } from '../wire/messages.js';
import type { DisseminationConfig } from './config.js';
import { ExpectedUpdates } from './expected-updates.js';
import { OpenRepairs } from './open-repairs.js';
import type { RestingCore } from './resting-core.js';

export interface GossipCoreOptions {
  readonly id: NodeId;
  readonly incarnation: number;
  readonly config: DisseminationConfig;
  readonly rng: Rng;
}

/** The state that all modes of dissemination work on, and what they have in common. */
export class GossipCore {
  id: NodeId;
  incarnation: number;
  config: DisseminationConfig;
  readonly rng: Rng;
  /** Of the step that is being taken. */
  nowMs = 0;
  /** Lamport clock: the greatest that was written or received. */
  clock = 0;
  lastSeq = 0;
  view = new View();
  rumors = new HotRumors();
  readonly counters = new Counters();
  readonly awaited = new AwaitedFeedback();
  readonly openRepairs = new OpenRepairs();
  readonly expected = new ExpectedUpdates();
  /** Where updates are signed; none is taken then that is not. */
  auth: UpdateAuth | undefined;
  /** Called where dissemination begins an exchange, before its first message. */
  onContact: (peer: NodeId, exchange: ExchangeId, outputs: Outputs<Message>) => void = () => undefined;

  constructor({ id, incarnation, config, rng }: GossipCoreOptions) {
    this.id = id;
    this.incarnation = incarnation;
    this.config = config;
    this.rng = rng;
  }

  /** Room for a frame body, bytes. */
  get budget(): number {
    return messageBudget(this.config.maxMessageBytes);
  }

  /** Most rumors in one message. */
  get maxBatch(): number {
    return this.config.maxBatch || Number.POSITIVE_INFINITY;
  }

  /** So much is still to be spread that no write is taken. */
  get isFull(): boolean {
    const { maxHotUpdates, maxHotBytes } = this.config;
    return this.rumors.size >= maxHotUpdates || this.rumors.bytes >= maxHotBytes;
  }

  /** Superseded ranges bear no signature: where signatures are asked for, they are neither sent nor taken. */
  get exchangesRanges(): boolean {
    return this.auth === undefined;
  }

  /** An exchange that begins now is long over then. */
  get overdueMs(): number {
    return this.nowMs + 2 * this.config.exchangeTimeoutMs;
  }

  /** Ids of exchanges that this node begins are positive; the host names those it accepts by negative ones. */
  beginExchange(): ExchangeId {
    this.counters.exchangesStarted++;
    return this.counters.exchangesStarted;
  }

  /** Begins an exchange of dissemination; what the failure detector piggybacks goes ahead in it. */
  contact(peer: NodeId, outputs: Outputs<Message>): ExchangeId {
    const exchange = this.beginExchange();
    this.onContact(peer, exchange, outputs);
    return exchange;
  }

  /** A client's write: the next of this incarnation, later than everything seen so far. */
  write(key: string, value: Uint8Array | undefined, outputs: Outputs<Message>): void {
    const { id: origin, incarnation } = this;
    this.clock++;
    this.lastSeq++;
    const version = { origin, incarnation, seq: this.lastSeq, clock: this.clock };
    const unsigned: Update = { version, key, value, hops: 0 };
    const update = this.auth ? { ...unsigned, signature: this.auth.sign(unsigned) } : unsigned;
    this.view.merge(update);
    this.makeHot(update);
    this.counters.updatesWritten++;
    outputs.event({ kind: 'written', update });
  }

  /** Spreads an update from now on, where rumors are spread. */
  makeHot(update: Update): Rumor | undefined {
    return this.config.mode === 'anti-entropy' ? undefined : this.rumors.add(update);
  }

  /** Hot rumors for a message that has `otherBytes` besides, without those that the recipient is known to hold. */
  selectRumors(otherBytes: number, recipient?: Recipient): readonly Rumor[] {
    return this.rumors.select(this.budget - otherBytes, this.maxBatch, recipient);
  }

  /** Rumors to push to a peer. The copy of one that it is known to have is spared, and the contact was unnecessary for it. */
  rumorsForPush(otherBytes: number, peer: NodeId): readonly Rumor[] {
    const { config, rng, rumors } = this;
    const held = rumors.heldBy(peer);
    if (held.length === 0) return this.selectRumors(otherBytes);
    rumors.compared(held, () => false, 'push', config, rng);
    return this.selectRumors(otherBytes, { peer });
  }

  /** Sends a message that carries updates, and counts its copies. */
  sendUpdates(
    to: NodeId,
    exchange: ExchangeId,
    message: Extract<Message, { updates: readonly Update[] }>,
    expectReply: boolean,
    outputs: Outputs<Message>,
  ): void {
    this.counters.copiesSent += message.updates.length;
    outputs.send(to, exchange, message, expectReply);
  }

  /** Books copies that go out in a message; whether feedback on them is wanted. */
  offer(peer: NodeId, exchange: ExchangeId, rumors: readonly Rumor[], role: ContactRole): boolean {
    const isWanted = rumors.length > 0 && stopRules[this.config.stopRule].feedback;
    if (isWanted) {
      // The host reports the end of an exchange that this node began, and when the rumor is hot no more the wait is over, too.
      const untilMs = isPushOfOne(role, rumors) ? Number.POSITIVE_INFINITY : this.overdueMs;
      this.awaited.add(exchange, { peer, rumors, role, untilMs });
    }
    this.rumors.sent(rumors, role, this.config, this.rng);
    return isWanted;
  }

  receiveFeedback(exchange: ExchangeId, needed: Uint8Array): void {
    const awaited = this.awaited.take(exchange);
    if (awaited === undefined) return;
    const { peer, rumors, role } = awaited;
    for (const rumor of rumors) rumor.noteHolder(peer);
    this.rumors.feedback(rumors, needed, role, this.config, this.rng);
  }

  abandonExchange(exchange: ExchangeId): void {
    this.counters.exchangesFailed++;
    this.awaited.take(exchange);
    this.openRepairs.end(exchange);
  }

  /** Gives up on feedback and comparisons that are overdue. */
  forgetOverdue(): void {
    this.awaited.forgetOverdue(this.nowMs);
    this.openRepairs.forgetOverdue(this.nowMs);
  }

  /** Judges what comes in one message. */
  admission(): Admission {
    return this.auth?.admission() ?? admitAll;
  }

  /** What this node writes from now on is later than that. False where it is too far ahead: then nothing changes. */
  sawClock(clock: number): boolean {
    if (clock > latestClock(this.nowMs)) return false;
    this.clock = Math.max(this.clock, clock);
    return true;
  }

  /** Writes all but its name, where the node is at rest: see GossipNode.rest. Whether it is. */
  rest(into: RestingCore): boolean {
    const { view, rumors, counters } = this;
    const { sole } = view;
    if (sole === undefined && view.logs.length > 0) return false;
    const rumor = rumors.first;
    if (rumor !== undefined && (rumors.size > 1 || rumor.update.version !== sole?.version)) return false;
    if (this.auth !== undefined || !this.expected.isEmpty) return false;
    if (counters.malformed.size > 0 || counters.rejected.size > 0) return false;
    if (!this.#writeAwaited(into) || !this.#writeRepair(into)) return false;
    into.clock = this.clock;
    into.lastSeq = this.lastSeq;
    into.update = sole;
    into.isHot = rumor !== undefined;
    if (rumor !== undefined) copyState(rumor, into.rumor);
    copyCounts(counters, into.counters);
    return true;
  }

  /** Becomes the node of that record. */
  resume(id: NodeId, incarnation: number, from: Readonly<RestingCore>): void {
    this.id = id;
    this.incarnation = incarnation;
    this.clock = from.clock;
    this.lastSeq = from.lastSeq;
    copyCounts(from.counters, this.counters);
    this.#hold(from.update);
    this.#spread(from);
    this.openRepairs.clear();
    if (from.openRepair === undefined) return;
    const { exchange, complete, untilMs } = from.openRepair;
    this.openRepairs.begin(exchange, { complete, supersessions: 0, rumors: undefined, untilMs });
  }

  /** Whether it waits for no feedback but that on pushes of one rumor; of what is not hot any more nothing can be learnt. */
  #writeAwaited(into: RestingCore): boolean {
    const { all, exchanges } = this.awaited;
    while (into.awaited.length > 0) into.awaited.pop();
    for (let i = 0; i < all.length; i++) {
      const { peer, rumors, role } = all[i]!;
      if (!areSomeHot(rumors)) continue;
      if (!isPushOfOne(role, rumors)) return false;
      into.awaited.push({ exchange: exchanges[i]!, peer });
    }
    return true;
  }

  /** Whether at most one repair is open, of which no more than that is to be remembered. */
  #writeRepair(into: RestingCore): boolean {
    into.openRepair = undefined;
    if (this.openRepairs.size === 0) return true;
    for (const [exchange, { complete, supersessions, rumors, untilMs }] of this.openRepairs.entries()) {
      if (into.openRepair !== undefined || supersessions > 0 || rumors !== undefined) return false;
      into.openRepair = { exchange, complete, untilMs };
    }
    return true;
  }

  #hold(update: Update | undefined): void {
    const { view } = this;
    const isHeld = update === undefined ? view.logs.length === 0 : view.sole === update;
    if (isHeld) return;
    this.view = new View();
    if (update !== undefined) this.view.merge(update);
  }

  #spread({ update, isHot, rumor: state, awaited }: Readonly<RestingCore>): void {
    let rumor = this.rumors.first;
    if (rumor !== undefined && (!isHot || rumor.update !== update)) {
      this.rumors = new HotRumors();
      rumor = undefined;
    }
    this.awaited.clear();
    if (!isHot || update === undefined) return;
    rumor ??= this.rumors.add(update);
    copyState(state, rumor);
    if (awaited.length === 0) return;
    const rumors = [rumor];
    for (const { exchange, peer } of awaited) {
      this.awaited.add(exchange, { peer, rumors, role: 'push', untilMs: Number.POSITIVE_INFINITY });
    }
  }
}

function isPushOfOne(role: ContactRole, rumors: readonly Rumor[]): boolean {
  return role === 'push' && rumors.length === 1;
}
