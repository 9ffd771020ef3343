import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { CodedError } from '../../nodes/coded-error.js';
import { openRunFolder } from './open-run-folder.js';
import { type RunFolder, runFolderAt } from './run-folder.js';

/**
 * The runs that a text names: a run folder, a run's id, `latest`, a folder of runs, a pattern with `*`, or several of these with
 * commas between them; each once, ordered by path.
 * @throws CodedError RUN_UNREADABLE where a part names no run
 */
export async function findRunFolders(text: string, outDirectory: string): Promise<RunFolder[]> {
  const parts = text.split(',').map((part) => part.trim());
  const paths = await Promise.all(parts.map((part) => pathsOf(part, outDirectory)));
  return [...new Set(paths.flat())].sort().map(runFolderAt);
}

async function pathsOf(part: string, outDirectory: string): Promise<string[]> {
  // A folder whose name happens to hold a bracket is that folder.
  if (existsSync(part) || !isDynamicPattern(part)) return runsAt(part, outDirectory);
  const found = await glob(part, { onlyDirectories: true, expandDirectories: false, absolute: false });
  const runs = await Promise.all(found.map((path) => runsIn(path.replace(/\/$/, ''))));
  return someOf(runs.flat(), part);
}

async function runsAt(part: string, outDirectory: string): Promise<string[]> {
  const runs = await runsIn(part);
  return runs.length > 0 ? runs : [(await openRunFolder(part, outDirectory)).path];
}

/** The folder itself where it is a run's, else the runs right below it; `latest` is a link to one of them. */
async function runsIn(path: string): Promise<string[]> {
  const entry = await stat(path).catch(() => undefined); // Not a path: an id, or `latest`.
  if (!entry?.isDirectory()) return [];
  if (existsSync(runFolderAt(path).spec)) return [path];
  const below = await readdir(path, { withFileTypes: true });
  return below
    .filter((one) => one.isDirectory() && existsSync(runFolderAt(join(path, one.name)).spec))
    .map(({ name }) => join(path, name));
}

function someOf(paths: string[], pattern: string): string[] {
  if (paths.length > 0) return paths;
  throw new CodedError('RUN_UNREADABLE', `no run folder matches ${pattern}`, {
    remedy: 'Give run folders, folders of runs, or a pattern that matches some.',
  });
}
