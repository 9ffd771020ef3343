import type { Metrics } from '../../result/result.js';
import type { JournalIndex } from '../index/journal-index.js';
import { inJournalOrder } from '../index/journal-order.js';
import type { Uptimes } from '../timeline/uptimes.js';
import type { Excuses } from './excuses.js';

type FalsePositives = Pick<NonNullable<Metrics['detection']>, 'falsePositives' | 'falsePositivesAtHealthy'>;
type MemberChange = JournalIndex['memberChanges'][number];

/**
 * FP (Dadgar 2017): a live, connected node marked failed by any other, counted per event; FP⁻ are those at healthy
 * nodes. Connected means: neither down nor cut off since `memoryMs` before the suspicion that led to the mark. From
 * `endMs` on nothing counts.
 */
export function falsePositives(
  { memberChanges }: JournalIndex,
  uptimes: Uptimes,
  excuses: Excuses,
  { memoryMs, endMs }: { memoryMs: number; endMs: number },
): FalsePositives {
  const counts = { falsePositives: 0, falsePositivesAtHealthy: 0 };
  const suspectedMs = new Map<string, number>();
  for (const { node, event } of inJournalOrder(memberChanges)) {
    const pair = `${node}>${event.member}`;
    const sinceMs = suspectedMs.get(pair) ?? event.tMs;
    if (event.change === 'suspected') suspectedMs.set(pair, sinceMs);
    else suspectedMs.delete(pair);
    if (event.change !== 'failed' || event.tMs >= endMs || !wasAlive(uptimes, event)) continue;
    const window = { startMs: sinceMs - memoryMs, endMs: event.tMs };
    if (excuses.wasUnreachable(event.member, window)) continue;
    counts.falsePositives += 1;
    if (excuses.wasHealthy(node, window)) counts.falsePositivesAtHealthy += 1;
  }
  return counts;
}

/** A report that an earlier incarnation ended is true, however late it arrives. */
function wasAlive(uptimes: Uptimes, { member, incarnation, tMs }: MemberChange['event']): boolean {
  const uptime = uptimes.uptimeAt(member, tMs);
  return uptime !== undefined && (uptime.incarnation === undefined || incarnation >= uptime.incarnation);
}
