import type { Member, MemberVersion, NodeId, Outputs } from '../../types.js';
import { statementLength } from '../../wire/element-length.js';
import { envelopeBytes, limits, messageBudget } from '../../wire/format.js';
import type { MemberStatement, Message } from '../../wire/messages.js';
import type { MembershipHost } from '../membership.js';
import { rosterOf } from '../roster.js';
import { foundersOf } from './founders.js';
import { LocalHealth } from './local-health.js';
import { MemberStates } from './member-states.js';
import { NewsQueue } from './news-queue.js';
import { changesOf, confirms, overrides } from './precedence.js';
import { ProbeOrder } from './probe-order.js';
import { retransmitLimit, suspicionBounds } from './suspicion-timeouts.js';
import { Suspicions } from './suspicions.js';

/** Most bytes of news in one message, as many as memberlist puts into a packet. */
const newsBytes = 1_400;

/** What this node believes of all members, itself included, the news of them that it still spreads, and how it takes in what it hears. */
export class Beliefs {
  readonly members: MemberStates;
  readonly suspicions = new Suspicions();
  readonly news = new NewsQueue();
  readonly health = new LocalHealth();
  readonly order = new ProbeOrder();
  readonly #host: MembershipHost;
  #refutations = 0;
  #left = false;
  /** While it joins, a node passes nothing on of the tables that it is given: they are new to it alone. */
  joining: boolean;

  constructor(host: MembershipHost) {
    const { id, peers, joined } = host;
    this.#host = host;
    this.members = new MemberStates(id, joined ? foundersOf(peers) : undefined);
    this.joining = !joined;
  }

  get left(): boolean {
    return this.#left;
  }

  leave(): void {
    this.#left = true;
  }

  own(): MemberStatement {
    const { id, incarnation } = this.#host;
    const status = this.#left ? 'left' : 'alive';
    return { id, incarnation, refutations: this.#refutations, status, reporter: id };
  }

  everyone(): readonly Member[] {
    const { id, incarnation, status } = this.own();
    return [{ id, incarnation, status }, ...this.members.members()];
  }

  hear(statement: MemberStatement, nowMs: number, outputs: Outputs<Message>): void {
    this.#hear(statement, true, nowMs, outputs);
  }

  /**
   * A entry of a peer's table. That somebody failed is taken for one more suspicion, as in memberlist: the peer may come from the other
   * side of a partition, and the member must have its chance to refute.
   */
  hearEntry(entry: MemberStatement, from: NodeId, nowMs: number, outputs: Outputs<Message>): void {
    // Nodes that began together may share the very statement.
    if (entry === this.members.get(entry.id)) return;
    const doubtful = entry.status === 'failed' && this.members.isActive(entry.id);
    const isNews = !this.joining || entry.status !== 'alive' || this.members.get(entry.id) !== undefined;
    this.#hear(doubtful ? { ...entry, status: 'suspect', reporter: from } : entry, isNews, nowMs, outputs);
  }

  /** This node's own suspicion: that version of the member did not answer. Whoever was forgotten while it was asked stays so. */
  suspect(id: NodeId, version: MemberVersion, nowMs: number, outputs: Outputs<Message>): void {
    if (!this.members.isActive(id)) return;
    const { incarnation, refutations } = version;
    const reporter = this.#host.id;
    this.hear({ id, incarnation, refutations, status: 'suspect', reporter }, nowMs, outputs);
  }

  /** Whoever was suspected for too long has failed. */
  failOverdue(nowMs: number, outputs: Outputs<Message>): void {
    for (const id of this.suspicions.overdue(nowMs)) {
      const held = this.members.get(id)!;
      this.hear({ ...held, status: 'failed', reporter: this.#host.id }, nowMs, outputs);
    }
  }

  /**
   * What goes along with a message: this node's own statement, so that whoever hears from it knows it; what it believes of the
   * receiver if that is no good, so that it can refute at once (Lifeguard's buddy system); and news.
   */
  statementsFor(to: NodeId): MemberStatement[] {
    const { retransmitMultiplier } = this.#host.activeConfig;
    const first = this.#greeting(to);
    const limit = retransmitLimit(retransmitMultiplier, this.members.activeCount + 1);
    const news = this.news.take(this.#roomAfter(first, newsBytes), limit);
    return [...first, ...news.filter(({ id }) => first.every((greeted) => greeted.id !== id))];
  }

  /** All that is believed, as far as it fits into a message; where not all does, from a random entry on. */
  table(to: NodeId): MemberStatement[] {
    const greeting = this.#greeting(to);
    const room = this.#roomAfter(greeting, Number.POSITIVE_INFINITY);
    const entries = this.members.statementsWithin(room, this.#host.rng);
    // What is no good of the receiver is in the greeting.
    return [...greeting, ...entries.filter(({ id, status }) => id !== to || status === 'alive')];
  }

  #greeting(to: NodeId): MemberStatement[] {
    const held = this.members.get(to);
    return held === undefined || held.status === 'alive' ? [this.own()] : [this.own(), held];
  }

  #roomAfter(statements: readonly MemberStatement[], most: number): number {
    const room = Math.min(most, messageBudget(this.#host.activeConfig.maxMessageBytes) - envelopeBytes);
    return statements.reduce((left, statement) => left - statementLength(statement), room);
  }

  #hear(statement: MemberStatement, isNews: boolean, nowMs: number, outputs: Outputs<Message>): void {
    const { id } = statement;
    if (id === this.#host.id) this.#hearOfItself(statement);
    else if (rosterOf(this.#host.peers).has(id)) this.#hearOfOther(statement, isNews, nowMs, outputs);
  }

  #hearOfOther(statement: MemberStatement, isNews: boolean, nowMs: number, outputs: Outputs<Message>): void {
    const { id, status, reporter } = statement;
    const held = this.members.get(id);
    if (!overrides(statement, held)) {
      if (confirms(statement, held) && this.suspicions.confirm(id, reporter)) this.news.add(statement);
      return;
    }
    const wasActive = this.members.isActive(id);
    this.members.set(statement, nowMs);
    if (!wasActive && this.members.isActive(id)) this.order.insert(id);
    if (status === 'suspect') this.#beginSuspicion(id, reporter, nowMs);
    else this.suspicions.end(id);
    if (isNews) this.news.add(statement);
    for (const change of changesOf(statement, held)) {
      const { incarnation } = statement;
      outputs.event({ kind: 'member', change, member: { id, incarnation, status } });
    }
  }

  #beginSuspicion(id: NodeId, reporter: NodeId, nowMs: number): void {
    const bounds = suspicionBounds(this.#host.activeConfig, this.members.activeCount + 1);
    this.suspicions.begin(id, reporter, bounds, nowMs);
  }

  /**
   * A suspicion of this incarnation is refuted by a higher count (Das 2002, section 4.2). What is said of an earlier one needs no
   * answer: this node's own statement goes along with all it sends.
   */
  #hearOfItself({ incarnation, refutations, status }: MemberStatement): void {
    if (this.#left || incarnation !== this.#host.incarnation || refutations < this.#refutations) return;
    // Its own word from before the detector was switched off and on again.
    this.#refutations = refutations;
    if (status === 'alive' || status === 'left' || refutations === limits.count) return;
    this.#refutations = refutations + 1;
    this.health.apply(1, this.#host.activeConfig.awarenessMax);
    this.news.add(this.own());
  }
}
