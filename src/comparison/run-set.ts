import type { Result } from '../../bench/result/result.js';
import { CodedError } from '../../nodes/coded-error.js';
import { findRunFolders } from '../store/find-run-folders.js';
import { readResult } from '../store/read-result.js';
import type { RunFolder } from '../store/run-folder.js';

/** One side of a comparison. */
export interface RunSet {
  /** As the user named it. */
  readonly name: string;
  readonly runs: readonly { readonly folder: RunFolder; readonly result: Result }[];
  /** What a reader should know of the runs, and of those that were left out; one sentence each. */
  readonly notices: readonly string[];
}

/**
 * Reads the runs that a text names. A run that cannot be read, or did not complete, is left out and named.
 * @throws CodedError RUN_UNREADABLE where no run is left
 */
export async function readRunSet(name: string, outDirectory: string): Promise<RunSet> {
  const notices: string[] = [];
  const runs: RunSet['runs'][number][] = [];
  for (const folder of await findRunFolders(name, outDirectory)) {
    const result = await readResult(folder).catch((error: unknown) => {
      if (!(error instanceof CodedError)) throw error;
      notices.push(`Left out: ${error.message}.`);
    });
    if (!result) continue;
    if (result.state === 'completed') runs.push({ folder, result });
    else notices.push(`Left out: ${folder.path} was ${result.state} in phase ${result.phase}.`);
  }
  if (runs.length > 0) return { name, runs, notices: [...notices, ...disturbed(name, runs)] };
  throw new CodedError('RUN_UNREADABLE', [`${name}: no run can be compared.`, ...notices].join('\n'), {
    remedy: 'Give completed runs; `gossip-bench report <run>` rebuilds a missing result.',
  });
}

function disturbed(name: string, runs: RunSet['runs']): string[] {
  const unknown = runs.filter(({ result }) => result.verdict.status === 'unknown');
  if (unknown.length === 0) return [];
  const [first] = unknown[0]!.result.verdict.reasons;
  return [
    `${name}: ${unknown.length} of ${runs.length} runs have the verdict unknown; ${unknown[0]!.result.runId}: ${first}`,
  ];
}
