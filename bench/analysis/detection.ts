import { detectorOf } from '../../nodes/protocol/config.js';
import type { Metrics } from '../result.js';
import type { Spec } from '../spec.js';
import type { JournalIndex } from './journal-index.js';
import type { Lives } from './timeline/lives.js';

/**
 * FP (Dadgar 2017): a live node marked failed by any other, counted per event. From the tear-down on nothing counts.
 * Undefined where failure detection is switched off, or no node told of any member.
 */
export function detection(
  { memberChanges }: JournalIndex,
  lives: Lives,
  spec: Spec,
  endMs: number,
): Metrics['detection'] {
  if (detectorOf(spec.protocol) === 'none' || memberChanges.length === 0) return undefined;
  const falsePositives = memberChanges.filter(({ event }) => {
    if (event.change !== 'failed' || event.tMs >= endMs) return false;
    const life = lives.lifeAt(event.member, event.tMs);
    // Word of an earlier life's end is true, however late it comes.
    return life !== undefined && (life.incarnation === undefined || event.incarnation >= life.incarnation);
  });
  return { falsePositives: falsePositives.length };
}
