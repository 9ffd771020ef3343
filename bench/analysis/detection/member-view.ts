import type { JournalIndex } from '../index/journal-index.js';
import { inJournalOrder } from '../index/journal-order.js';
import type { Lives } from '../timeline/lives.js';

/** A node began, or ceased, to see a member alive. */
export interface SightChange {
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
export interface Sights {
  /** Each sees every other in the beginning; else none does. */
  readonly joined: boolean;
  /** Ascending. */
  readonly changes: readonly SightChange[];
}

export const noSights: Sights = { joined: false, changes: [] };

/** From what the nodes told. One that began anew knows nobody until it tells otherwise. */
export function sightsOf({ memberChanges, run }: JournalIndex, lives: Lives): Sights {
  const joined = run?.joined ?? false;
  const told = new Map<number, MemberChangeEvent[]>();
  for (const change of inJournalOrder(memberChanges)) {
    const list = told.get(change.node);
    if (list) list.push(change);
    else told.set(change.node, [change]);
  }
  const changes: SightChange[] = [];
  for (const observer of lives.nodes) {
    const roster = joined ? lives.nodes.filter((node) => node !== observer) : [];
    changesOf(observer, roster, told.get(observer) ?? [], birthsOf(lives, observer), changes);
  }
  changes.sort((a, b) => a.tMs - b.tMs || a.observer - b.observer || a.member - b.member);
  return { joined, changes };
}

/** Appends the changes of one node's sight. `seen`: whom it sees in the beginning; `births`: when it began anew, ascending. */
function changesOf(
  observer: number,
  seen: readonly number[],
  told: readonly MemberChangeEvent[],
  births: readonly number[],
  changes: SightChange[],
): void {
  let sight = new Sight(seen);
  let born = 0;
  const forgetUntil = (untilMs: number): void => {
    for (; born < births.length && births[born]! <= untilMs; born += 1) {
      for (const member of sight.seen()) changes.push({ tMs: births[born]!, observer, member, alive: false });
      sight = new Sight([]);
    }
  };
  for (const { event } of told) {
    forgetUntil(event.tMs);
    const { tMs, member, change } = event;
    const alive = countsAsAlive(change);
    if (member !== observer && sight.note(member, alive)) changes.push({ tMs, observer, member, alive });
  }
  forgetUntil(Number.POSITIVE_INFINITY);
}

/** Whom one node sees: a roster, or nobody, but for those of whom it has told otherwise. */
class Sight {
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

/** When the node began anew, ascending. */
const birthsOf = (lives: Lives, node: number): number[] =>
  [...new Set(lives.of(node).map(({ bornMs }) => bornMs))].filter((ms) => Number.isFinite(ms));
