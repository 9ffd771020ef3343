import type { JournalIndex } from '../index/journal-index.js';
import { type PhaseSpan, spanOf } from '../timeline/phases.js';
import { saturatedShare } from './disturbances.js';
import { harnessFigures } from './harness.js';

/** Whether the drain was completed on a machine that was not saturated then. */
export function drainIsQuiet(index: JournalIndex, spans: readonly PhaseSpan[]): boolean {
  const drain = spanOf(spans, 'drain');
  if (!drain?.closed) return false;
  // A simulation has no readings: nothing disturbs it.
  const { machineBusyShare } = harnessFigures(index, drain);
  return machineBusyShare === undefined ? index.harness.length === 0 : machineBusyShare < saturatedShare;
}
