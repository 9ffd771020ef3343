import type { Metrics } from '../../result/result.js';
import type { Percentile } from '../percentiles/latency-histogram.js';

/** The median update's times in gossip intervals, the unit of theory (Pittel 1987: log₂ n + ln n rounds for push). */
export function rounds(
  timeToFractionMs: Metrics['timeToFractionMs'],
  fullDisseminationMs: Metrics['fullDisseminationMs'],
  intervalMs: number,
): Metrics['rounds'] {
  if (!timeToFractionMs || !fullDisseminationMs) return undefined;
  const inRounds = (time: Percentile): Percentile => (typeof time === 'number' ? time / intervalMs : time);
  return {
    t50: inRounds(timeToFractionMs['0.5']),
    t99: inRounds(timeToFractionMs['0.99']),
    last: inRounds(fullDisseminationMs.p50),
  };
}
