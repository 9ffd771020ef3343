import { max, min } from 'simple-statistics';
import type { NodeId } from '../../nodes/protocol/types.js';
import type { ScheduledAction } from '../schedule/schedule.js';
import { nodeName } from '../targets/node-name.js';
import type { ActionOutcome } from './action-outcome.js';
import { nodeLedger } from './ledger.js';
import type { NodeFault, NodeState } from './node-state.js';
import { beginHold, endHold, type NodeSubjects } from './node-transitions.js';

interface NodeActed {
  readonly atMs: number;
  readonly reasons: readonly string[];
}

/** Carries out the actions of a schedule that act on nodes: on each node one after the other, as they come. */
export class NodeActor {
  readonly #subjects: NodeSubjects;
  readonly #ledger = nodeLedger();
  readonly #queues = new Map<NodeId, Promise<unknown>>();
  readonly #limited = new Set<NodeId>();

  constructor(subjects: NodeSubjects) {
    this.#subjects = subjects;
  }

  /** False for a node that is down, frozen, slowed or hostile, or on its way there or back. */
  readonly answers = (node: NodeId): boolean =>
    this.#ledger.stateOf(node).held === undefined && !this.#queues.has(node) && !this.#limited.has(node);

  /** `endMs` of the fault, from now on: how long an attack is planned for. Rejects where a node does not come up again. */
  async act({ action, occurrence, fault, nodes }: ScheduledAction, forMs: number): Promise<ActionOutcome> {
    const changes =
      action === 'apply'
        ? this.#ledger.begin(occurrence, fault as NodeFault, nodes)
        : this.#ledger.end(occurrence);
    const done = await Promise.all(
      changes.map(({ subject, before, after }) =>
        this.#queued(subject, () => this.#change(subject, before, after, forMs)),
      ),
    );
    const times = done.map(({ atMs }) => atMs);
    const nowMs = this.#subjects.clock.nowMs();
    const reasons = done.flatMap((one) => one.reasons);
    return {
      firstMs: times.length > 0 ? min(times) : nowMs,
      lastMs: times.length > 0 ? max(times) : nowMs,
      confirmed: reasons.length === 0,
      reasons,
      measured: { probes: 0 },
    };
  }

  /** Wakes what is frozen and frees what is slowed; what is down stays down. For the end of a run that is given up. */
  async release(): Promise<void> {
    const { lifecycle, nodeIds } = this.#subjects;
    await Promise.all(
      nodeIds.map(async (node) => {
        const { held, cpus } = this.#ledger.stateOf(node);
        if (held?.kind === 'pause') await lifecycle.resume(node);
        if (cpus !== undefined) await lifecycle.limitCpu(node, undefined);
      }),
    );
  }

  async #change(node: NodeId, before: NodeState, after: NodeState, forMs: number): Promise<NodeActed> {
    const reasons: string[] = [];
    const addReason = (reason: string | undefined): void => {
      if (reason !== undefined) reasons.push(`${nodeName(node)}: ${reason}`);
    };
    let atMs = this.#subjects.clock.nowMs();
    if (before.held && before.held !== after.held) {
      const ended = await endHold(node, before.held, this.#subjects);
      atMs = ended.atMs;
      addReason(ended.reason);
    }
    if (after.held && before.held !== after.held) {
      const begun = await beginHold(node, after.held, forMs, this.#subjects);
      atMs = begun.atMs;
      addReason(begun.reason);
    }
    if (before.cpus !== after.cpus) {
      if (after.cpus === undefined) this.#limited.delete(node);
      else this.#limited.add(node);
      await this.#subjects.lifecycle.limitCpu(node, after.cpus);
      atMs = this.#subjects.clock.nowMs();
    }
    return { atMs, reasons };
  }

  #queued<T>(node: NodeId, act: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(node) ?? Promise.resolve();
    // The failure of an earlier action is told where it was asked for.
    const done = before.catch(() => undefined).then(act);
    this.#queues.set(node, done);
    const leave = (): void => {
      if (this.#queues.get(node) === done) this.#queues.delete(node);
    };
    done.then(leave, leave);
    return done;
  }
}
