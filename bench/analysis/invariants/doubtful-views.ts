import type { Holdings } from '../index/holdings.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { KnownUpdate } from '../index/updates.js';
import type { Uptimes } from '../timeline/uptimes.js';

/**
 * Why views that nodes reported contradict what they received, as the end of a sentence; undefined where they do not, or nobody can tell: the
 * reference computes its own, and after a deletion implementations count entries in different ways.
 */
export function doubtfulViews(
  { descriptions, writes, views }: JournalIndex,
  updates: readonly KnownUpdate[],
  holdings: Holdings,
  uptimes: Uptimes,
): string | undefined {
  if (descriptions.length === 0 || writes.some(({ event }) => event.deleted === true)) return undefined;
  const last = new Map(views.map(({ node, entries }) => [node, entries]));
  for (const [column, node] of uptimes.nodes.entries()) {
    const entries = last.get(node);
    if (entries === undefined || uptimes.finalUptime(node) === undefined) continue;
    const held = updates.filter((_, row) => holdings.presentMs(row, column) !== Number.POSITIVE_INFINITY);
    const keys = new Set(held.map(({ key }) => key)).size;
    if (entries !== keys) return `n${node} reported ${entries} entries, and holds updates of ${keys} keys`;
  }
  return undefined;
}
