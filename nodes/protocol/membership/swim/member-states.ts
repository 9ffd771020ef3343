import type { Member, MemberStatus, NodeId, Rng } from '../../types.js';
import { statementLength } from '../../wire/element-length.js';
import type { MemberStatement } from '../../wire/messages.js';
import { sampleDistinct } from '../sample.js';
import type { Founders } from './founders.js';

interface MemberState {
  /** Undefined of a founder that is forgotten. */
  statement: MemberStatement | undefined;
  /** When the status became what it is, ms on this node's clock. */
  changedMs: number;
  /** Where it stands in the list of the active; -1 when it does not. */
  activeIndex: number;
}

const isActive = (status: MemberStatus): boolean => status === 'alive' || status === 'suspect';

/**
 * What is believed of every other member: the statement that overrode all others. Of founders only what differs from what all
 * believed in the beginning is kept.
 */
export class MemberStates {
  readonly #self: NodeId;
  readonly #founders: Founders | undefined;
  readonly #states = new Map<NodeId, MemberState>();
  /** The alive and the suspect. While all founders are, it is the roster, shared, in which this node itself may be. */
  #active: readonly NodeId[];
  /** Where founders without a state of their own stand among the active, if no longer where they were. */
  #moved: Map<NodeId, number> | undefined;
  #failed = 0;

  constructor(self: NodeId, founders?: Founders) {
    this.#self = self;
    this.#founders = founders;
    this.#active = founders?.ids ?? [];
  }

  /** Whoever is probed, and gossiped with: the alive and the suspect, and maybe this node itself. */
  get active(): readonly NodeId[] {
    return this.#active;
  }

  /** The same list, as it is now and remains. */
  activeNow(): readonly NodeId[] {
    return this.#active === this.#founders?.ids ? this.#active : [...this.#active];
  }

  /** The alive and the suspect, without this node. */
  get activeCount(): number {
    return this.#active.length - ((this.#founders?.placeOf(this.#self) ?? -1) < 0 ? 0 : 1);
  }

  get(id: NodeId): MemberStatement | undefined {
    // As it mostly is.
    if (this.#states.size === 0) return this.#founding(id);
    const state = this.#states.get(id);
    return state === undefined ? this.#founding(id) : state.statement;
  }

  isActive(id: NodeId): boolean {
    const statement = this.get(id);
    return statement !== undefined && isActive(statement.status);
  }

  set(statement: MemberStatement, nowMs: number): void {
    const { id, status } = statement;
    const state = this.#states.get(id) ?? this.#begin(id, nowMs);
    const before = state.statement?.status;
    this.#failed += Number(status === 'failed') - Number(before === 'failed');
    if (before !== status) state.changedMs = nowMs;
    state.statement = statement;
    if (!isActive(status)) this.#deactivate(state);
    else if (state.activeIndex < 0) state.activeIndex = this.#ownActive().push(id) - 1;
  }

  statements(): readonly MemberStatement[] {
    const founders = this.#founders;
    if (founders === undefined) return [...this.#states.values()].map(({ statement }) => statement!);
    return founders.ids.flatMap((id) => this.get(id) ?? []);
  }

  /** Statements of at most `room` bytes; where not all fit, those from a random one on. */
  statementsWithin(room: number, rng: Rng): readonly MemberStatement[] {
    const founders = this.#founders;
    if (founders === undefined || this.#states.size > 0)
      return fromRandomWithin(this.statements(), room, rng);
    const statements = founders.statementsFrom(rng.below(founders.ids.length), room);
    return statements.filter(({ id }) => id !== this.#self);
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
    return [...this.#states].flatMap(([id, { statement }]) => (statement?.status === 'failed' ? [id] : []));
  }

  /** Forgets whoever has been failed since before `sinceMs`. The left stay known, so that nobody looks for them. */
  forgetFailed(sinceMs: number): void {
    if (this.#failed === 0) return;
    for (const [id, state] of this.#states) {
      if (state.statement?.status !== 'failed' || state.changedMs > sinceMs) continue;
      if (this.#founders === undefined) this.#states.delete(id);
      else state.statement = undefined;
      this.#failed--;
    }
  }

  #founding(id: NodeId): MemberStatement | undefined {
    return id === this.#self ? undefined : this.#founders?.statementOf(id);
  }

  #begin(id: NodeId, nowMs: number): MemberState {
    const state = { statement: this.#founding(id), changedMs: nowMs, activeIndex: this.#foundingIndex(id) };
    this.#states.set(id, state);
    this.#moved?.delete(id);
    return state;
  }

  #foundingIndex(id: NodeId): number {
    return this.#moved?.get(id) ?? this.#founders?.placeOf(id) ?? -1;
  }

  #ownActive(): NodeId[] {
    if (this.#active === this.#founders?.ids) this.#active = [...this.#active];
    return this.#active as NodeId[];
  }

  #deactivate(state: MemberState): void {
    const { activeIndex } = state;
    if (activeIndex < 0) return;
    const active = this.#ownActive();
    const last = active.pop()!;
    if (activeIndex < active.length) {
      active[activeIndex] = last;
      this.#moveTo(last, activeIndex);
    }
    state.activeIndex = -1;
  }

  #moveTo(id: NodeId, activeIndex: number): void {
    const state = this.#states.get(id);
    if (state !== undefined) state.activeIndex = activeIndex;
    else {
      this.#moved ??= new Map();
      this.#moved.set(id, activeIndex);
    }
  }
}

function fromRandomWithin(
  statements: readonly MemberStatement[],
  bytes: number,
  rng: Rng,
): MemberStatement[] {
  const within: MemberStatement[] = [];
  const start = statements.length > 0 ? rng.below(statements.length) : 0;
  let room = bytes;
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[(start + i) % statements.length]!;
    room -= statementLength(statement);
    if (room < 0) break;
    within.push(statement);
  }
  return within;
}
