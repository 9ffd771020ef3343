import type { JournalIndex } from '../journal-index.js';
import { inJournalOrder } from '../journal-order.js';
import type { Lives } from '../timeline/lives.js';

/** A node began, or ceased, to see a member alive. */
export interface SightChange {
  readonly tMs: number;
  readonly observer: number;
  readonly member: number;
  readonly alive: boolean;
}

type MemberChange = JournalIndex['memberChanges'][number]['event']['change'];

/** A suspected member is a member still: only its failure, or its leave, takes it out of the list (SWIM, section 4.2). */
const countsAsAlive = (change: MemberChange): boolean => change !== 'failed' && change !== 'left';

/**
 * Whom each node sees alive, as the changes over time, ascending. A node that began anew knows nobody until it tells
 * otherwise.
 */
export function sightChanges({ memberChanges }: JournalIndex, lives: Lives): SightChange[] {
  const changes: SightChange[] = [];
  const seen = new Map<number, Set<number>>();
  let births: number[] = [];
  let current = Number.NaN;
  const forget = (observer: number, tMs: number): void => {
    for (const member of seen.get(observer) ?? []) changes.push({ tMs, observer, member, alive: false });
    seen.set(observer, new Set());
  };
  for (const { node: observer, event } of inJournalOrder(memberChanges)) {
    if (observer !== current) {
      current = observer;
      births = birthsOf(lives, observer);
      seen.set(observer, new Set());
    }
    while (births.length > 0 && births[0]! <= event.tMs) forget(observer, births.shift()!);
    const alive = countsAsAlive(event.change);
    const members = seen.get(observer)!;
    if (event.member === observer || members.has(event.member) === alive) continue;
    if (alive) members.add(event.member);
    else members.delete(event.member);
    changes.push({ tMs: event.tMs, observer, member: event.member, alive });
  }
  return changes.sort((a, b) => a.tMs - b.tMs || a.observer - b.observer || a.member - b.member);
}

/** When the node began anew, ascending. */
const birthsOf = (lives: Lives, node: number): number[] =>
  [...new Set(lives.of(node).map(({ bornMs }) => bornMs))].filter((ms) => Number.isFinite(ms));
