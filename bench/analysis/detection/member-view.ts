import type { JournalIndex } from '../index/journal-index.js';
import { inJournalOrder } from '../index/journal-order.js';
import type { Uptimes } from '../timeline/uptimes.js';

/** A node began, or ceased, to see a member alive. */
export interface ViewChange {
  readonly tMs: number;
  readonly observer: number;
  readonly member: number;
  readonly alive: boolean;
}

type MemberChangeEvent = JournalIndex['memberChanges'][number];

/** A suspected member is a member still: only its failure, or its leave, takes it out of the list (SWIM, section 4.2). */
const countsAsAlive = (change: MemberChangeEvent['event']['change']): boolean =>
  change !== 'failed' && change !== 'left';

/** Whom all nodes see alive, over time. */
export interface MemberViews {
  /** Each sees every other in the beginning; else none does. */
  readonly joined: boolean;
  /** Ascending. */
  readonly changes: readonly ViewChange[];
}

export const noMemberViews: MemberViews = { joined: false, changes: [] };

/** From the nodes' reports. A restarted node knows no member until it reports one. */
export function memberViewsOf({ memberChanges, run }: JournalIndex, uptimes: Uptimes): MemberViews {
  const joined = run?.joined ?? false;
  const reported = new Map<number, MemberChangeEvent[]>();
  for (const change of inJournalOrder(memberChanges)) {
    const list = reported.get(change.node);
    if (list) list.push(change);
    else reported.set(change.node, [change]);
  }
  const changes: ViewChange[] = [];
  for (const observer of uptimes.nodes) {
    const roster = joined ? uptimes.nodes.filter((node) => node !== observer) : [];
    changesOf(observer, roster, reported.get(observer) ?? [], restartsOf(uptimes, observer), changes);
  }
  changes.sort((a, b) => a.tMs - b.tMs || a.observer - b.observer || a.member - b.member);
  return { joined, changes };
}

/** Appends the changes of one node's view. `seen`: the members it sees at the start; `restarts`: when it restarted, ascending. */
function changesOf(
  observer: number,
  seen: readonly number[],
  reported: readonly MemberChangeEvent[],
  restarts: readonly number[],
  changes: ViewChange[],
): void {
  let view = new MemberView(seen);
  let next = 0;
  const forgetUntil = (untilMs: number): void => {
    for (; next < restarts.length && restarts[next]! <= untilMs; next += 1) {
      for (const member of view.seen())
        changes.push({ tMs: restarts[next]!, observer, member, alive: false });
      view = new MemberView([]);
    }
  };
  for (const { event } of reported) {
    forgetUntil(event.tMs);
    const { tMs, member, change } = event;
    const alive = countsAsAlive(change);
    if (member !== observer && view.note(member, alive)) changes.push({ tMs, observer, member, alive });
  }
  forgetUntil(Number.POSITIVE_INFINITY);
}

/** The members one node sees: a roster, or none, except for those it reported otherwise. */
class MemberView {
  readonly #roster: readonly number[];
  readonly #exceptions = new Set<number>();

  constructor(roster: readonly number[]) {
    this.#roster = roster;
  }

  /** Whether that is a change. */
  note(member: number, alive: boolean): boolean {
    // A roster has every other node in it.
    const isException = alive !== this.#roster.length > 0;
    if (this.#exceptions.has(member) === isException) return false;
    if (isException) this.#exceptions.add(member);
    else this.#exceptions.delete(member);
    return true;
  }

  seen(): readonly number[] {
    if (this.#roster.length === 0) return [...this.#exceptions];
    return this.#roster.filter((member) => !this.#exceptions.has(member));
  }
}

/** When the node restarted, ascending. */
const restartsOf = (uptimes: Uptimes, node: number): number[] =>
  [...new Set(uptimes.of(node).map(({ previousEndMs: bornMs }) => bornMs))].filter((ms) =>
    Number.isFinite(ms),
  );
