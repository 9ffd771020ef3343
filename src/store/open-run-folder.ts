import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../nodes/coded-error.js';
import { readLatest } from './latest.js';
import { type RunFolder, runFolderAt } from './run-folder.js';

/**
 * Finds a run: a folder, `latest`, a run's id, or the name of its folder under `outDirectory`.
 * @throws CodedError RUN_UNREADABLE where there is none, or it holds no spec
 */
export async function openRunFolder(run: string, outDirectory: string): Promise<RunFolder> {
  const path = await findRun(run, outDirectory);
  if (path === undefined) throw noSuchRun(run, outDirectory);
  const folder = runFolderAt(path);
  if (await isFile(folder.spec)) return folder;
  throw new CodedError('RUN_UNREADABLE', `${path} is not a run folder: it has no spec.yaml`, {
    remedy: `Give a run folder, a run id, or latest.`,
  });
}

async function findRun(run: string, outDirectory: string): Promise<string | undefined> {
  if (run === 'latest') return notLinked(await readLatest(outDirectory));
  if (await isDirectory(run)) return run;
  const names = await readdir(outDirectory).catch(() => []); // No results folder: no run in it.
  const name = names.find((candidate) => candidate === run || candidate.endsWith(`-${run}`));
  return notLinked(name === undefined ? undefined : join(outDirectory, name));
}

/** A results folder may come from anybody: what it links to is not written over. @throws CodedError RUN_UNREADABLE */
async function notLinked(path: string | undefined): Promise<string | undefined> {
  const entry = path === undefined ? undefined : await lstat(path).catch(() => undefined); // It is not there.
  if (!entry?.isSymbolicLink()) return path;
  throw new CodedError('RUN_UNREADABLE', `${path} is a link, and links are not followed`, {
    remedy: 'Give the folder that it points at.',
  });
}

const noSuchRun = (run: string, outDirectory: string): CodedError =>
  new CodedError('RUN_UNREADABLE', `there is no run ${run} in ${outDirectory}`, {
    remedy: 'Give a run folder, a run id, or latest; use --out for another results folder.',
  });

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false, // It is not there.
  );

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isFile(),
    () => false, // It is not there.
  );
