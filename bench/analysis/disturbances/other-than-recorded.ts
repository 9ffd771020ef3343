import type { SealCheck } from '../../journal/seal.js';
import { differingSections, type SpecDigests } from '../../spec/spec-digests.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Disturbance } from './disturbance.js';

/** How what is analysed was stored; nothing of this is known of a journal that never left the memory. */
export interface Stored {
  /** What the journal's seal says. */
  readonly seal: SealCheck;
  /** Of the spec as it was read. */
  readonly spec: SpecDigests;
  /** Whose context lies beside it. */
  readonly runId: string;
}

/** A journal or a spec that is not the one that the run wrote: cut off, damaged or edited since. */
export function otherThanRecorded({ run }: JournalIndex, stored: Stored | undefined): Disturbance[] {
  if (!stored) return [];
  const { seal } = stored;
  const sections = run?.spec ? differingSections(run.spec, stored.spec) : [];
  return [
    ...(seal.state === 'broken' ? [otherJournal(seal.difference)] : []),
    ...(sections.length > 0 ? [otherSpec(sections)] : []),
    ...(run && run.runId !== stored.runId ? [otherRun(run.runId, stored.runId)] : []),
  ];
}

const otherJournal = (difference: string): Disturbance => ({
  kind: 'journalIncomplete',
  text: `The journal is not the one that was recorded: ${difference}.`,
});

const otherSpec = (sections: readonly string[]): Disturbance => ({
  kind: 'specChanged',
  text: `The spec is not the one that this run was made with: it differs in ${sections.join(', ')}.`,
});

const otherRun = (ofJournal: string, ofFolder: string): Disturbance => ({
  kind: 'journalIncomplete',
  text: `The journal is that of run ${ofJournal.slice(0, 40)}, and the folder that of run ${ofFolder.slice(0, 40)}.`,
});

/** Of a run that ended in order, and that no seal vouches for. */
export const notSealed = ({ run, end }: JournalIndex, stored: Stored | undefined): string[] =>
  stored?.seal.state === 'absent' && end && run && run.spec === undefined
    ? [
        'The journal is not sealed, as before version 0.2: whether it, and the spec, are those of the run cannot be checked.',
      ]
    : [];
