import { repetitionSeed, sampleSeed } from '../../bench/spec/repetition-seed.js';
import type { Spec } from '../../bench/spec/spec.js';
import { parseThreshold } from '../../bench/spec/thresholds.js';
import { undecidable } from '../../bench/verdict/undecidable.js';
import { CodedError } from '../../nodes/coded-error.js';
import { type FinishedRun, type RunOptions, runOnce } from '../experiment/run-once.js';
import type { PlannedEntry } from './open-suite.js';

/** A run of an entry that counts. */
export interface EntryRun extends FinishedRun {
  readonly entry: PlannedEntry;
}

export interface EntriesOptions extends RunOptions {
  readonly repeat: number;
  /** Of the runs: which night, and which part of it. */
  readonly night: string;
  readonly part: string;
  readonly onRun: (done: number, total: number, name: string) => void;
  /** Of each run that counts, when it is done. */
  readonly onDone: (run: EntryRun) => Promise<void>;
}

/** What no further run would do without. */
const hopeless: readonly string[] = [
  'ENGINE_UNAVAILABLE',
  'IMAGE_UNAVAILABLE',
  'TOXIPROXY_UNAVAILABLE',
  'PORT_TAKEN',
  'STORAGE',
];

/**
 * Runs entries in turns (A B C A B C …), so that what disturbs the machine disturbs them alike. A run whose verdict is unknown is made once
 * more, and the second counts. Goes on after a run that failed,
 * unless the next would fail, too.
 * @throws what interrupted it; CodedError of an environment in which nothing runs
 */
export async function runEntries(
  entries: readonly PlannedEntry[],
  options: EntriesOptions,
): Promise<EntryRun[]> {
  const turns = Array.from({ length: options.repeat }, (_, round) =>
    entries.map((entry) => ({ entry, round })),
  ).flat();
  const runs: EntryRun[] = [];
  for (const [done, { entry, round }] of turns.entries()) {
    options.onRun(done, turns.length, entry.name);
    const spec = { ...entry.spec, seed: seedOf(entry.spec, round, options) };
    const first = await runOnce(spec, options);
    const again = mayDiffer(spec) && isUnknown(first.result);
    const run = { entry, ...(again ? await runOnce(spec, options) : first) };
    options.signal.throwIfAborted();
    if (run.error instanceof CodedError && hopeless.includes(run.error.code)) throw run.error;
    await options.onDone(run);
    runs.push(run);
  }
  return runs;
}

/**
 * Real runs are samples by themselves, and the same seeds each night draw the same load and faults. A simulation with the seed of another
 * night is a copy of its run, and no sample.
 */
const seedOf = ({ runtime, seed }: Spec, round: number, { night, part }: EntriesOptions): number =>
  runtime === 'sim' ? sampleSeed(seed, night, part, round) : repetitionSeed(seed, round);

/** Whether the run could end otherwise if it were made once more. */
const mayDiffer = (spec: Spec): boolean =>
  spec.runtime !== 'sim' && undecidable(spec, spec.thresholds.map(parseThreshold)).length === 0;

const isUnknown = ({ state, verdict }: FinishedRun['result']): boolean =>
  state === 'completed' && verdict.status === 'unknown';
