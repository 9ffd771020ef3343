import { incarnationKey, parseUpdateName } from '../../journal/update-name.js';
import type { JournalIndex } from '../index/journal-index.js';
import { type KnownUpdate, updatesByIncarnation } from '../index/updates.js';
import type { Uptimes } from '../timeline/uptimes.js';

interface Claim {
  readonly origin: number;
  readonly uptime: string;
  readonly fromSeq: number;
  readonly toSeq: number;
}

/**
 * Updates that some node held and no client wrote. An origin whose journal is not whole cannot disprove a claim: one
 * that lost events disproves none, one that was not read to its end (it crashed, or the run broke off) none beyond the
 * last write it reported.
 */
export function phantomUpdates(
  index: JournalIndex,
  updates: readonly KnownUpdate[],
  uptimes: Uptimes,
  completed: boolean,
): number {
  const known = updatesByIncarnation(updates);
  const names = new Set(updates.map(({ name }) => name));
  const isNode = (origin: number): boolean => uptimes.columnOf(origin) !== undefined;
  let phantoms = 0;
  for (const [uptime, claims] of claimsByLife(index, names)) {
    const { origin } = claims[0]!;
    if (index.lost.has(origin) && isNode(origin)) continue;
    const seqs = (known.get(uptime) ?? []).map(({ seq }) => seq);
    const wasReadWhole = completed && uptimes.finalUptime(origin)?.previousEndMs === Number.NEGATIVE_INFINITY;
    const lastTold = wasReadWhole || !isNode(origin) ? Number.POSITIVE_INFINITY : (seqs.at(-1) ?? 0);
    phantoms += countUnknown(claims, seqs, lastTold);
  }
  return phantoms;
}

function claimsByLife(index: JournalIndex, names: ReadonlySet<string>): Map<string, Claim[]> {
  const uptimes = new Map<string, Claim[]>();
  const claim = (origin: number, incarnation: number, fromSeq: number, toSeq: number): void => {
    const uptime = incarnationKey(origin, incarnation);
    const claims = uptimes.get(uptime) ?? [];
    uptimes.set(uptime, claims);
    claims.push({ origin, uptime, fromSeq, toSeq });
  };
  for (const name of new Set(index.receipts.flatMap(({ updates }) => updates))) {
    if (names.has(name)) continue;
    const { origin, incarnation, seq } = parseUpdateName(name);
    claim(origin, incarnation, seq, seq);
  }
  for (const { event } of index.supersessions) {
    claim(event.origin, event.incarnation, event.fromSeq, event.toSeq);
  }
  return uptimes;
}

/** How many numbers up to `last` the claims cover that are not among the known ones (ascending). */
function countUnknown(claims: readonly Claim[], known: readonly number[], last: number): number {
  let unknown = 0;
  let reached = Number.NEGATIVE_INFINITY;
  let next = 0;
  for (const { fromSeq, toSeq } of [...claims].sort((a, b) => a.fromSeq - b.fromSeq)) {
    const from = Math.max(fromSeq, reached + 1);
    const to = Math.min(toSeq, last);
    if (to < from) continue;
    unknown += to - from + 1;
    while (next < known.length && known[next]! < from) next += 1;
    for (; next < known.length && known[next]! <= to; next += 1) unknown -= 1;
    reached = to;
  }
  return unknown;
}
