import type { MemberStatement } from '../../messages.js';
import type { Member, MemberStatus, NodeId, Rng } from '../../types.js';
import { sampleDistinct } from '../sample.js';

interface MemberState {
  statement: MemberStatement;
  /** When the status became what it is, ms on this node's clock. */
  changedMs: number;
  /** Where it stands in the list of the active; -1 when it does not. */
  activeIndex: number;
}

const isActive = (status: MemberStatus): boolean => status === 'alive' || status === 'suspect';

/** What is believed of every other member: the statement that overrode all others. */
export class MemberStates {
  readonly #states = new Map<NodeId, MemberState>();
  /** The alive and the suspect: whoever is probed, and gossiped with. */
  readonly #active: NodeId[] = [];
  #failed = 0;

  get active(): readonly NodeId[] {
    return this.#active;
  }

  get(id: NodeId): MemberStatement | undefined {
    return this.#states.get(id)?.statement;
  }

  isActive(id: NodeId): boolean {
    const state = this.#states.get(id);
    return state !== undefined && state.activeIndex >= 0;
  }

  set(statement: MemberStatement, nowMs: number): void {
    const { id, status } = statement;
    const state = this.#states.get(id) ?? { statement, changedMs: nowMs, activeIndex: -1 };
    this.#failed +=
      Number(status === 'failed') - Number(state.statement.status === 'failed' && this.#states.has(id));
    this.#states.set(id, state);
    if (state.statement.status !== status) state.changedMs = nowMs;
    state.statement = statement;
    if (!isActive(status)) this.#deactivate(state);
    else if (state.activeIndex < 0) state.activeIndex = this.#active.push(id) - 1;
  }

  statements(): MemberStatement[] {
    return [...this.#states.values()].map(({ statement }) => statement);
  }

  members(): Member[] {
    return this.statements().map(({ id, incarnation, status }) => ({ id, incarnation, status }));
  }

  sampleActive(count: number, self: NodeId, rng: Rng): NodeId[] {
    return sampleDistinct(this.#active, count, self, rng);
  }

  /** Of those that nobody suspects, `target` apart. */
  sampleAlive(count: number, target: NodeId, rng: Rng): NodeId[] {
    const alive = this.#active.filter((id) => this.get(id)?.status === 'alive');
    return sampleDistinct(alive, count, target, rng);
  }

  failedIds(): NodeId[] {
    if (this.#failed === 0) return [];
    return this.statements().flatMap(({ id, status }) => (status === 'failed' ? [id] : []));
  }

  /** Forgets whoever has been failed since before `sinceMs`. The left stay known, so that nobody looks for them. */
  forgetFailed(sinceMs: number): void {
    if (this.#failed === 0) return;
    for (const [id, { statement, changedMs }] of this.#states) {
      if (statement.status !== 'failed' || changedMs > sinceMs) continue;
      this.#states.delete(id);
      this.#failed--;
    }
  }

  #deactivate(state: MemberState): void {
    const { activeIndex } = state;
    if (activeIndex < 0) return;
    const last = this.#active.pop()!;
    if (activeIndex < this.#active.length) {
      this.#active[activeIndex] = last;
      this.#states.get(last)!.activeIndex = activeIndex;
    }
    state.activeIndex = -1;
  }
}
