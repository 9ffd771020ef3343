import { repetitionSeed } from '../../bench/spec/repetition-seed.js';
import { CodedError } from '../../nodes/coded-error.js';
import { type FinishedRun, type RunOptions, runOnce } from '../experiment/run-once.js';
import type { PlannedEntry } from './open-suite.js';

/** A run of an entry that counts. */
export interface EntryRun extends FinishedRun {
  readonly entry: PlannedEntry;
}

export interface EntriesOptions extends RunOptions {
  readonly repeat: number;
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
    const spec = { ...entry.spec, seed: repetitionSeed(entry.spec.seed, round) };
    const first = await runOnce(spec, options);
    const disturbed = first.result.state === 'completed' && first.result.verdict.status === 'unknown';
    const run = { entry, ...(disturbed ? await runOnce(spec, options) : first) };
    options.signal.throwIfAborted();
    if (run.error instanceof CodedError && hopeless.includes(run.error.code)) throw run.error;
    await options.onDone(run);
    runs.push(run);
  }
  return runs;
}
