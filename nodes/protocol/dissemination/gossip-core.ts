import { type Admission, Authenticator, admitAll } from '../auth/authenticator.js';
import { Commons } from '../commons.js';
import type { ProtocolConfig } from '../node/config.js';
import { CounterStore } from '../node/counters.js';
import type { GossipNodeOptions } from '../node/gossip-node.js';
import type { NodeRow } from '../rows/node-row.js';
import type { NodeRows } from '../rows/node-rows.js';
import { type Holdings, placeOf } from '../rows/shared-holdings.js';
import { AwaitedFeedback } from '../rumors/awaited-feedback.js';
import { noRow } from '../rumors/holders.js';
import { HotRumors } from '../rumors/hot-rumors.js';
import type { ContactRole, Rumor } from '../rumors/rumor.js';
import { stopRules } from '../rumors/stop-rules.js';
import type { ExchangeId, NodeId, Outputs, Rng, Update } from '../types.js';
import { View } from '../view/view.js';
import { messageBudget } from '../wire/format.js';
import type { Message } from '../wire/messages.js';
import { ExpectedUpdates } from './expected-updates.js';
import { OpenRepairs } from './open-repairs.js';

/** The state that all modes of dissemination work on, and what they have in common. */
export class GossipCore {
  readonly rng: Rng;
  id: NodeId;
  incarnation: number;
  config: ProtocolConfig;
  /** Of the step that is being taken. */
  nowMs = 0;
  readonly counters: CounterStore;
  /** Its plain numbers; the counters are among them. */
  readonly row: NodeRow;
  readonly openRepairs: OpenRepairs;
  /** Of nodes that share one process. */
  readonly commons: Commons | undefined;
  /** Called where dissemination begins an exchange, before its first message. */
  onContact: (peer: NodeId, exchange: ExchangeId, outputs: Outputs<Message>) => void = () => undefined;
  #holdings: Holdings;
  /** Where it has left its row: what it still has of holdings, which any node of the same content may take over. */
  #leftPlace = 0;
  readonly #rows: NodeRows | undefined;
  readonly #awaited: AwaitedFeedback;
  // Most nodes of a large simulation never need it.
  #expected: ExpectedUpdates | undefined;
  readonly #authenticator: Authenticator | undefined;

  /** Where the config asks for signatures, updates are signed, and none is taken that is not. */
  constructor(options: Omit<GossipNodeOptions, 'peers'>) {
    const { id, incarnation, config, rng, commons, rows, signer } = options;
    this.id = id;
    this.incarnation = incarnation;
    this.config = config;
    this.rng = rng;
    this.commons = commons;
    const { keys, origins, holders } = commons ?? new Commons();
    this.#holdings = { view: new View({ keys, origins }), rumors: new HotRumors(keys, holders) };
    this.#rows = rows;
    this.counters = rows?.countersOf(id) ?? CounterStore.ofOneNode();
    this.row = this.counters;
    this.openRepairs = new OpenRepairs(this.row);
    this.#awaited = new AwaitedFeedback(this.row);
    const signs = config.auth !== 'none' && signer !== undefined;
    this.#authenticator = signs ? new Authenticator(signer, this.view) : undefined;
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

  get view(): View {
    return this.#holdings.view;
  }

  get rumors(): HotRumors {
    return this.#holdings.rumors;
  }

  get expected(): ExpectedUpdates {
    this.#expected ??= new ExpectedUpdates();
    return this.#expected;
  }

  get clock(): number {
    return this.row.clock;
  }

  /** Superseded ranges bear no signature: where signatures are asked for, they are neither sent nor taken. */
  get exchangesRanges(): boolean {
    return this.#authenticator === undefined;
  }

  /** Ids of exchanges that this node begins are positive; the host names those it accepts by negative ones. */
  beginExchange(): ExchangeId {
    this.counters.exchangesStarted++;
    return this.counters.exchangesStarted;
  }

  /** Begins an exchange of dissemination; what else is to be told goes ahead in it. */
  contact(peer: NodeId, outputs: Outputs<Message>): ExchangeId {
    const exchange = this.beginExchange();
    this.onContact(peer, exchange, outputs);
    return exchange;
  }

  /** A client's write: the next of this life, later than everything seen so far. */
  write(key: string, value: Uint8Array | undefined, outputs: Outputs<Message>): void {
    const { id: origin, incarnation, row } = this;
    row.clock++;
    row.lastSeq++;
    const version = { origin, incarnation, seq: row.lastSeq, clock: row.clock };
    const unsigned: Update = { version, key, value, hops: 0 };
    const signature = this.#authenticator?.sign(unsigned);
    const update = signature ? { ...unsigned, signature } : unsigned;
    this.view.merge(update);
    this.heat(update);
    this.counters.updatesWritten++;
    outputs.event({ kind: 'written', update });
  }

  /** Rumors for one who asked for all. */
  rumorsForPull(otherBytes: number): readonly Rumor[] {
    return this.rumors.select(this.budget - otherBytes, this.maxBatch);
  }

  /** Rumors in return for those of a peer, without those that were among them, or that it is known to have. */
  rumorsInReturn(otherBytes: number, peer: NodeId, exchange: ExchangeId): readonly Rumor[] {
    return this.rumors.select(this.budget - otherBytes, this.maxBatch, peer, exchange);
  }

  /** Rumors to push to a peer. The copy of one that it is known to have is spared, and the contact was unnecessary for it. */
  rumorsForPush(otherBytes: number, peer: NodeId): readonly Rumor[] {
    const { config, rng, rumors } = this;
    const held = rumors.heldBy(peer);
    if (held === undefined) return rumors.select(this.budget - otherBytes, this.maxBatch);
    rumors.compared(held, () => false, 'push', config, rng);
    return rumors.select(this.budget - otherBytes, this.maxBatch, peer);
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
    const wanted = rumors.length > 0 && stopRules[this.config.stopRule].feedback;
    if (wanted) {
      this.#awaited.add(exchange, peer, rumors, role, this.overdueMs);
    }
    this.rumors.sent(rumors, role, this.config, this.rng);
    return wanted;
  }

  receiveFeedback(exchange: ExchangeId, needed: Uint8Array): void {
    const { rumors } = this;
    const awaited = this.#awaited.take(exchange);
    if (awaited === undefined) return;
    for (let i = 0; i < awaited.rumors.length; i++) rumors.noteHolder(awaited.rumors[i]!, awaited.peer);
    rumors.feedback(awaited.rumors, needed, awaited.role, this.config, this.rng);
  }

  abandonExchange(exchange: ExchangeId): void {
    this.counters.exchangesFailed++;
    this.#awaited.take(exchange);
    this.openRepairs.end(exchange);
  }

  /** An exchange that begins now is long over then. */
  get overdueMs(): number {
    return this.nowMs + 2 * this.config.exchangeTimeoutMs;
  }

  /** Gives up on feedback and comparisons that are overdue. */
  forgetOverdue(): void {
    this.#awaited.forgetOverdue(this.nowMs);
    this.openRepairs.forgetOverdue(this.nowMs);
  }

  forgetFeedback(): void {
    this.#awaited.forgetAll();
  }

  /** See GossipNode. */
  fetch(): number {
    return this.counters.copiesReceived + this.#awaited.size + this.rumors.fetch() + this.view.lifeCount;
  }

  /**
   * Leaves everything but its name in its row, where that is little enough: at most one update, the answers to its own contacts of a round,
   * nothing signed. Whether it is; what it holds is shared from then on.
   */
  leaveToRow(): boolean {
    const rows = this.#rows;
    if (rows === undefined || this.counters.hasReasons) return false;
    const { view, rumors, row } = this;
    const { sole } = view;
    if (sole === undefined && view.lifeCount > 0) return false;
    if (!rumors.areOf(sole) || !this.#awaited.fits || !this.openRepairs.fits) return false;
    if (!(this.#expected?.isEmpty ?? true)) return false;
    row.config = rows.numberOf(this.config, row.config);
    row.content = sole === undefined ? 0 : rows.updates.numberOf(sole);
    rumors.saveTo(row);
    this.#leftPlace = placeOf(row.content, row.holderRow);
    return true;
  }

  /** Becomes the node of that row, which was left to it. What no row has is as it was when this one was left: at rest. */
  become(id: NodeId, incarnation: number): void {
    const { row } = this;
    const rows = this.#rows!;
    rows.move(row, id);
    this.id = id;
    this.incarnation = incarnation;
    this.config = rows.config(row.config);
    if (placeOf(row.content, row.holderRow) !== this.#leftPlace) {
      rows.holdings.giveBack(this.#leftPlace, this.#holdings);
      this.#holdings = rows.holdings.take(row.content, row.holderRow);
    }
    this.rumors.loadFrom(row);
    if (row.awaited > 0) this.#awaited.become(this.rumors.first);
  }

  /** Judges what comes in one message. */
  admission(): Admission {
    return this.#authenticator?.admission() ?? admitAll;
  }

  /** What this node writes from now on is later than that. */
  sawClock(clock: number): void {
    this.row.clock = Math.max(this.row.clock, clock);
  }

  /** Spreads an update from now on, where rumors are spread. `from`: the peer that it came from. */
  heat(update: Update, from?: NodeId): Rumor | undefined {
    if (this.config.mode === 'anti-entropy') return undefined;
    const { rumors } = this;
    // The row has room for the holders of one rumor.
    const ownHolders = this.#rows !== undefined && rumors.size === 0 ? this.row.ownHolders : noRow;
    return rumors.add(update, from, ownHolders);
  }
}
