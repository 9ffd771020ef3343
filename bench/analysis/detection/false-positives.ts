import type { Metrics } from '../../metrics/result.js';
import type { JournalIndex } from '../index/journal-index.js';
import { inJournalOrder } from '../index/journal-order.js';
import type { Lives } from '../timeline/lives.js';
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
  lives: Lives,
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
    if (event.change !== 'failed' || event.tMs >= endMs || !wasAlive(lives, event)) continue;
    const window = { startMs: sinceMs - memoryMs, endMs: event.tMs };
    if (excuses.wasUnreachable(event.member, window)) continue;
    counts.falsePositives += 1;
    if (excuses.wasHealthy(node, window)) counts.falsePositivesAtHealthy += 1;
  }
  return counts;
}

/** Word of an earlier life's end is true, however late it comes. */
function wasAlive(lives: Lives, { member, incarnation, tMs }: MemberChange['event']): boolean {
  const life = lives.lifeAt(member, tMs);
  return life !== undefined && (life.incarnation === undefined || incarnation >= life.incarnation);
}
