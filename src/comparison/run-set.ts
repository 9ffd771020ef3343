import type { Result } from '../../bench/result/result.js';
import { CodedError } from '../../nodes/coded-error.js';
import { rebuiltResult } from '../experiment/finish-run.js';
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
 * Reads the runs that a text names: the figures of each are made of its journal, as `report` makes them. A run that cannot be read, did not
 * complete, or has a journal or a spec that is not the one it wrote, is left out and named; one whose result.json says otherwise is named.
 * @throws CodedError RUN_UNREADABLE where no run is left
 */
export async function readRunSet(name: string, outDirectory: string): Promise<RunSet> {
  const notices: string[] = [];
  const runs: RunSet['runs'][number][] = [];
  // One journal after the other: each may be large.
  for (const folder of await findRunFolders(name, outDirectory)) {
    const read = await readRun(folder).catch((error: unknown) => {
      if (!(error instanceof CodedError)) throw error;
      return { leftOut: `${error.message}.` };
    });
    if ('leftOut' in read) notices.push(`Left out: ${read.leftOut}`);
    else {
      runs.push({ folder, result: read.result });
      notices.push(...read.notices);
    }
  }
  if (runs.length > 0) return { name, runs, notices: [...notices, ...disturbed(name, runs)] };
  throw new CodedError('RUN_UNREADABLE', [`${name}: no run can be compared.`, ...notices].join('\n'), {
    remedy: 'Give completed runs; `gossip-bench report <run>` rebuilds a missing result.',
  });
}

type ReadRun =
  | { readonly leftOut: string }
  | { readonly result: Result; readonly notices: readonly string[] };

/** Disturbances of a run whose journal, or spec, is not the one that it wrote. */
const notItsOwn: ReadonlySet<string> = new Set(['journalIncomplete', 'specChanged']);

async function readRun(folder: RunFolder): Promise<ReadRun> {
  const stored = await readResult(folder);
  if (stored.state !== 'completed')
    return { leftOut: `${folder.path} was ${stored.state} in phase ${stored.phase}.` };
  const { result, analysis } = await rebuiltResult(folder);
  const damage = analysis.disturbances.find(({ kind }) => notItsOwn.has(kind));
  if (damage) return { leftOut: `${folder.path}: ${damage.text}` };
  if (result.state !== 'completed')
    return {
      leftOut: `${folder.path}: its journal is of a run that was ${result.state} in phase ${result.phase}.`,
    };
  const differs = differing(stored, result);
  if (differs === undefined) return { result, notices: [] };
  const text = `${folder.path}: its result.json has another ${differs} than its journal gives; compared is what the journal gives.`;
  return { result, notices: [text] };
}

/** In what they differ: the file was changed, or another version of this program wrote it. */
function differing(stored: Result, rebuilt: Result): string | undefined {
  const textOf = (value: unknown): string => JSON.stringify(value);
  if (stored.runId !== rebuilt.runId) return 'run id';
  if (textOf(stored.spec) !== textOf(rebuilt.spec)) return 'spec';
  const names = [...new Set([...Object.keys(stored.metrics), ...Object.keys(rebuilt.metrics)])];
  const figures = (result: Result) => result.metrics as Record<string, unknown>;
  const figure = names.find((name) => textOf(figures(stored)[name]) !== textOf(figures(rebuilt)[name]));
  if (figure !== undefined) return `figure ${figure}`;
  return stored.verdict.status === rebuilt.verdict.status ? undefined : 'verdict';
}

function disturbed(name: string, runs: RunSet['runs']): string[] {
  const unknown = runs.filter(({ result }) => result.verdict.status === 'unknown');
  if (unknown.length === 0) return [];
  const [first] = unknown[0]!.result.verdict.reasons;
  return [
    `${name}: ${unknown.length} of ${runs.length} runs have the verdict unknown; ${unknown[0]!.result.runId}: ${first}`,
  ];
}
