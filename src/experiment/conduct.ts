import type { Result } from '../../bench/result/result.js';
import type { Spec } from '../../bench/spec/spec.js';
import { outcomeText } from '../report/terminal/outcome-text.js';
import { createProgressDisplay } from '../report/terminal/progress.js';
import { type GroupResult, groupResults } from './group.js';
import { runRepeatedly } from './run-repeatedly.js';

/** What became of one spec, with all its repetitions. */
export interface Conducted {
  readonly outcome: Result | GroupResult;
  /** For a terminal. */
  readonly text: string;
  /** Why it did not complete. */
  readonly error: unknown;
}

interface ConductFlags {
  readonly out: string;
  readonly quiet: boolean;
  readonly profile?: boolean;
}

/** Runs a spec with its progress on stderr. */
export async function conduct(
  spec: Spec,
  { out, quiet, profile = false }: ConductFlags,
  signal: AbortSignal,
): Promise<Conducted> {
  const display = createProgressDisplay(process.stderr, quiet);
  const options = { outDirectory: out, onProgress: display.show, signal, profile };
  const runs = await runRepeatedly(spec, options).finally(display.end);
  const results = runs.map(({ result }) => result);
  const outcome = spec.repeat > 1 ? groupResults(results) : results[0]!;
  return { outcome, text: outcomeText(runs, outcome, quiet), error: runs.at(-1)?.error };
}
