import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { CodedError } from '../../nodes/coded-error.js';
import { runFolderAt } from './run-folder.js';
import { writeAtomically } from './storage.js';

/** Names of the files of a run. */
const runFiles: ReadonlySet<string> = new Set(Object.values(runFolderAt('')).map((path) => basename(path)));
/** Folders of a results folder that belong to its history, and what their files end with. */
const ofHistory: ReadonlyMap<string, string> = new Map([
  ['history', '.ndjson'],
  ['nights', '.json'],
  ['baselines', '.json'],
]);

/** Writes a file that the user named, which may take an older one's place, but never that of something measured. @throws CodedError USAGE, STORAGE */
export async function writeNamedFile(path: string, text: string): Promise<void> {
  await refuseMeasured(path);
  await writeAtomically(path, text);
}

/** @throws CodedError USAGE where the path is that of a run's file, a log of a run, or a file of the history */
export async function refuseMeasured(path: string): Promise<void> {
  // What is not there is made, or told by who writes.
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  if (!existsSync(join(folder, basename(path)))) return;
  const isOfRun = isRun(folder) && runFiles.has(basename(path));
  const isLog = basename(folder) === 'logs' && isRun(dirname(folder));
  const isOfHistory = ofHistory.get(basename(folder)) === extname(path);
  if (!isOfRun && !isLog && !isOfHistory) return;
  throw new CodedError('USAGE', `${path} belongs to what was measured, and is not overwritten`, {
    remedy: 'Name another file.',
  });
}

const isRun = (folder: string): boolean => {
  const { spec, context, journal } = runFolderAt(folder);
  return existsSync(spec) && (existsSync(context) || existsSync(journal));
};
