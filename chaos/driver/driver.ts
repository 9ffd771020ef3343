import { CodedError } from '../../nodes/coded-error.js';
import { aborted } from '../../nodes/runtime/aborted.js';
import { faultScopes } from '../faults/fault.js';
import type { LinkControl } from '../link-control/link-control.js';
import type { Schedule, ScheduledAction } from '../schedule/schedule.js';
import { type ActionOutcome, failedAction } from './action-outcome.js';
import { LinkActor } from './link-actor.js';
import { NodeActor } from './node-actor.js';
import type { NodeSubjects } from './node-transitions.js';
import { within } from './within.js';

export interface ChaosSubjects extends NodeSubjects {
  /** Absent with direct links: then the schedule has no faults of links. */
  readonly links: LinkControl | undefined;
}

/** A run that is given up does not wait longer than this for its links to heal. */
const giveUpMs = 5_000;

/**
 * Plays a schedule on the clock. Every action begins when it is due, whatever became of the earlier ones; what faults on
 * one link or node mean together is kept in ledgers.
 */
export class ChaosDriver {
  readonly #schedule: Schedule;
  readonly #subjects: ChaosSubjects;
  readonly #nodes: NodeActor;
  readonly #links: LinkActor | undefined;
  readonly #active = new Map<number, ScheduledAction>();
  readonly #pending = new Set<Promise<void>>();
  #startMs = 0;
  #isGivenUp = false;
  /** Of what must not fail: nodes that did not come back. */
  #failure: { readonly error: unknown } | undefined;

  constructor(schedule: Schedule, subjects: ChaosSubjects) {
    this.#schedule = schedule;
    this.#subjects = subjects;
    this.#nodes = new NodeActor(subjects);
    this.#links = subjects.links && new LinkActor(subjects.links, this.#nodes.answers);
  }

  /** Names of the steps whose faults are on. */
  get active(): readonly string[] {
    return [...new Set([...this.#active.values()].map(({ stepName }) => stepName))];
  }

  /** Of the chaos window, ms; 0 when it is over. */
  get leftMs(): number {
    return Math.max(0, this.#startMs + this.#schedule.windowMs - this.#subjects.clock.nowMs());
  }

  /**
   * Resolves when the window is over and everything is healed; earlier when `rollBack` is aborted, which heals everything
   * and leaves out what was to come. Rejects with the reason of `signal`, after links were healed and frozen nodes woken
   * (those that are down stay down), and where a node did not come up again.
   */
  async play(signal: AbortSignal, rollBack: AbortSignal): Promise<void> {
    await this.#subjects.links?.prepare();
    this.#startMs = this.#subjects.clock.nowMs();
    try {
      for (const action of this.#schedule.actions) {
        await this.#until(action.atMs, signal, rollBack);
        if (rollBack.aborted) break;
        this.#begin(action, this.#startMs + action.atMs);
      }
      await this.#until(this.#schedule.windowMs, signal, rollBack);
      for (const action of this.#active.values())
        this.#begin({ ...action, action: 'heal' }, this.#subjects.clock.nowMs());
      await this.#settled(signal);
    } catch (error) {
      await this.#giveUp();
      throw error;
    }
    if (this.#failure) throw this.#failure.error;
  }

  /** Also returns on a roll back; an abort throws. */
  async #until(atMs: number, signal: AbortSignal, rollBack: AbortSignal): Promise<void> {
    const waitMs = this.#startMs + atMs - this.#subjects.clock.nowMs();
    const either = AbortSignal.any([signal, rollBack]);
    // Whose abort it was is looked at below.
    if (waitMs > 0) await this.#subjects.clock.sleep(waitMs, either).catch(() => undefined);
    signal.throwIfAborted();
  }

  #begin(action: ScheduledAction, dueMs: number): void {
    if (action.action === 'apply') this.#active.set(action.occurrence, action);
    else this.#active.delete(action.occurrence);
    this.#subjects.listener.faultBegins(action);
    const done = this.#act(action)
      .catch((error: unknown) => {
        if (faultScopes[action.fault.kind] === 'nodes' && action.action === 'heal')
          this.#failure ??= { error };
        return failedAction(this.#subjects.clock.nowMs(), error);
      })
      .then((acted) => {
        this.#pending.delete(done);
        // What failed because the run was given up says nothing of the fault.
        if (this.#isGivenUp && !acted.confirmed) return;
        this.#subjects.listener.faultSeen({ action, dueMs, ...acted });
      });
    this.#pending.add(done);
  }

  async #act(action: ScheduledAction): Promise<ActionOutcome> {
    if (faultScopes[action.fault.kind] === 'nodes') return this.#nodes.act(action, this.#lengthOf(action));
    if (this.#links) return this.#links.act(action);
    throw new CodedError('USAGE', `the fault ${action.fault.kind} needs proxied links`);
  }

  /** How long the fault of an action is on, ms. */
  #lengthOf({ occurrence, atMs }: ScheduledAction): number {
    const heal = this.#schedule.actions.find(
      (other) => other.occurrence === occurrence && other.action === 'heal',
    );
    return (heal?.atMs ?? this.#schedule.windowMs) - atMs;
  }

  /** Every action has a time limit of its own; only an abort is quicker. */
  async #settled(signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const over = aborted(AbortSignal.any([signal, ended.signal]));
    while (this.#pending.size > 0 && !signal.aborted) await Promise.race([Promise.all(this.#pending), over]);
    ended.abort();
    signal.throwIfAborted();
  }

  /** Toxiproxy or a node may be what was lost: whatever does not answer in time is left to the end of the cluster. */
  async #giveUp(): Promise<void> {
    const { links, listener, clock } = this.#subjects;
    const firstMs = clock.nowMs();
    this.#isGivenUp = true;
    const healed = links?.healAll().then(
      () => true,
      () => false,
    );
    const released = this.#nodes.release().catch(() => undefined);
    const isHealed = healed && (await within(healed, giveUpMs, false, clock));
    await within(released, giveUpMs, undefined, clock);
    const reasons = ['healed because the run was aborted: acknowledged by Toxiproxy, not probed'];
    for (const action of isHealed ? this.#active.values() : []) {
      if (faultScopes[action.fault.kind] === 'nodes') continue;
      const heal = { ...action, action: 'heal' } as const;
      const seen = { firstMs, lastMs: clock.nowMs(), confirmed: true, reasons, measured: { probes: 0 } };
      listener.faultSeen({ action: heal, dueMs: firstMs, ...seen });
    }
    this.#active.clear();
  }
}
