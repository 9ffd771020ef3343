import type { Phase } from '../../journal/phase.js';
import type { Analysis } from '../analysis.js';
import type { JournalIndex } from '../index/journal-index.js';
import { contains, type PhaseSpan } from '../timeline/phases.js';

/** Client writes of the measured phases: sent, and answered with success. */
export function offeredWrites(
  { clientWrites }: JournalIndex,
  spans: readonly PhaseSpan[],
  measured: ReadonlySet<Phase>,
): Analysis['writes'] {
  const windows = spans.filter(({ phase }) => measured.has(phase));
  const offered = clientWrites.filter(({ tMs }) => windows.some((window) => contains(window, tMs)));
  return { offered: offered.length, accepted: offered.filter(({ update }) => update !== undefined).length };
}
