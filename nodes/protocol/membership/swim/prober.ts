import type { ExchangeId, MemberVersion, NodeId, Outputs } from '../../types.js';
import type { Message } from '../../wire/messages.js';
import type { MembershipHost } from '../membership.js';
import type { Beliefs } from './beliefs.js';

interface OpenProbe {
  readonly target: NodeId;
  /** What was believed when it began: a refutation since then makes the probe pointless. */
  readonly version: MemberVersion;
  readonly direct: ExchangeId;
  readonly beganMs: number;
  readonly deadlineMs: number;
  /** Exchanges with helpers that have not answered; undefined until they are asked. */
  indirect: Set<ExchangeId> | undefined;
  helpers: number;
  nacks: number;
}

/**
 * SWIM's probe (Das 2002, section 3.1): one member each interval, first by a ping of its own, after the time-out through k helpers; who has not
 * answered by the end of the interval is suspected. Interval and time-out grow with the local health multiplier (Lifeguard).
 */
export class Prober {
  /** When the probe takes its next step. */
  dueMs = Number.POSITIVE_INFINITY;
  readonly #host: MembershipHost;
  readonly #beliefs: Beliefs;
  #open: OpenProbe | undefined;
  /** Whose turn it is. */
  #chosen: NodeId | undefined;

  constructor(host: MembershipHost, beliefs: Beliefs) {
    this.#host = host;
    this.#beliefs = beliefs;
  }

  /** At a random phase, so that the probes of a cluster do not come all at once. */
  start(nowMs: number): void {
    this.#open = undefined;
    this.dueMs = nowMs + this.#host.rng.float() * this.#host.activeConfig.probeIntervalMs;
  }

  onDue(nowMs: number, outputs: Outputs<Message>): void {
    const probe = this.#open;
    if (probe !== undefined && probe.indirect === undefined) this.#askHelpers(probe, outputs);
    if (probe !== undefined && nowMs < probe.deadlineMs) return;
    if (probe !== undefined) this.#fail(probe, nowMs, outputs);
    this.#probeNext(nowMs, outputs);
  }

  /** Answers are known by their exchange; late ones are none of a probe that is over. */
  onAck(exchange: ExchangeId, nowMs: number): void {
    const probe = this.#open;
    if (probe?.direct !== exchange && !probe?.indirect?.has(exchange)) return;
    const { health } = this.#beliefs;
    health.apply(-1, this.#host.activeConfig.awarenessMax);
    this.#open = undefined;
    const intervalMs = health.scale(this.#host.activeConfig.probeIntervalMs);
    this.dueMs = Math.max(nowMs, probe.beganMs + intervalMs);
  }

  onNack(exchange: ExchangeId): void {
    if (this.#open?.indirect?.delete(exchange)) this.#open.nacks++;
  }

  /** A ping that was refused, or ended otherwise, does not wait for its time-out. */
  onExchangeFailed(exchange: ExchangeId, outputs: Outputs<Message>): void {
    const probe = this.#open;
    if (probe?.direct === exchange && probe.indirect === undefined) this.#askHelpers(probe, outputs);
  }

  /** Whom a contact of dissemination can go to instead of the ping that is due by then; `contactBegan` is to follow. */
  contactInstead(byMs: number): NodeId | undefined {
    if (this.#open !== undefined || this.dueMs > byMs) return undefined;
    const target = this.#choose();
    // Whoever is suspected is to hear of it, by a ping.
    return target !== undefined && this.#beliefs.members.get(target)?.status === 'alive' ? target : undefined;
  }

  /** The contact has begun: its answer is the ping's. The next ping is due when it would have been without. */
  contactBegan(exchange: ExchangeId, nowMs: number): void {
    const target = this.#choose();
    if (target !== undefined) this.#begin(target, exchange, nowMs, this.dueMs);
  }

  #probeNext(nowMs: number, outputs: Outputs<Message>): void {
    this.#open = undefined;
    const target = this.#choose();
    if (target === undefined) {
      this.dueMs = nowMs + this.#beliefs.health.scale(this.#host.activeConfig.probeIntervalMs);
      return;
    }
    const direct = this.#host.beginExchange();
    const statements = this.#beliefs.statementsFor(target);
    this.#begin(target, direct, nowMs, nowMs);
    outputs.send(target, direct, { kind: 'ping', statements }, true);
  }

  /** The next in turn, until it is probed. */
  #choose(): NodeId | undefined {
    const { members, order } = this.#beliefs;
    const isProbed = (id: NodeId): boolean => members.isActive(id);
    if (this.#chosen === undefined || !isProbed(this.#chosen)) {
      this.#chosen = order.next(isProbed, () => members.activeNow(), this.#host.rng);
    }
    return this.#chosen;
  }

  /** `beganMs`: when the interval of this probe begins. */
  #begin(target: NodeId, direct: ExchangeId, nowMs: number, beganMs: number): void {
    const { members, health } = this.#beliefs;
    const { probeIntervalMs, probeTimeoutMs } = this.#host.activeConfig;
    const deadlineMs = beganMs + health.scale(probeIntervalMs);
    this.#chosen = undefined;
    this.#open = {
      target,
      version: members.get(target)!,
      direct,
      beganMs,
      deadlineMs,
      indirect: undefined,
      helpers: 0,
      nacks: 0,
    };
    this.dueMs = Math.min(deadlineMs, nowMs + health.scale(probeTimeoutMs));
  }

  #askHelpers(probe: OpenProbe, outputs: Outputs<Message>): void {
    const { target } = probe;
    const { rng, activeConfig } = this.#host;
    const helpers = this.#beliefs.members.sampleAlive(activeConfig.indirectProbes, target, rng);
    const exchanges = helpers.map((helper) => {
      const exchange = this.#host.beginExchange();
      const statements = this.#beliefs.statementsFor(helper);
      outputs.send(helper, exchange, { kind: 'pingRequest', target, statements }, true);
      return exchange;
    });
    probe.indirect = new Set(exchanges);
    probe.helpers = helpers.length;
    this.dueMs = probe.deadlineMs;
  }

  /** Helpers that did not even say that they failed speak of this node's own trouble; without helpers any failed probe does. */
  #fail(probe: OpenProbe, nowMs: number, outputs: Outputs<Message>): void {
    const { awarenessMax } = this.#host.activeConfig;
    const missed = probe.helpers > 0 ? probe.helpers - probe.nacks : 1;
    this.#beliefs.health.apply(missed, awarenessMax);
    this.#beliefs.suspect(probe.target, probe.version, nowMs, outputs);
  }
}
