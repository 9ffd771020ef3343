import { lstat, readlink, rename, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nanoid } from 'nanoid';
import { CodedError } from '../../nodes/coded-error.js';
import { readPlainFile } from './read-plain-file.js';
import { onDisk, writeAtomically } from './storage.js';

/** Points `latest` at a run folder: a symbolic link, or a text file with the folder's name where links are not allowed. */
export async function pointLatest(outDirectory: string, folderName: string): Promise<void> {
  const latest = join(outDirectory, 'latest');
  const draft = `${latest}.${nanoid()}.draft`;
  try {
    await symlink(folderName, draft, 'dir');
  } catch {
    // Windows without the privilege, or a file system without links.
    await writeAtomically(latest, `${folderName}\n`);
    return;
  }
  await onDisk(latest, () => rename(draft, latest));
}

/** The folder that `latest` points at, right beside it; undefined where there is none. @throws CodedError RUN_UNREADABLE where it leads elsewhere */
export async function readLatest(outDirectory: string): Promise<string | undefined> {
  const latest = join(outDirectory, 'latest');
  const entry = await lstat(latest).catch(() => undefined); // There is none, or no results folder.
  if (!entry) return undefined;
  if (entry.isDirectory()) return latest;
  const name = (entry.isSymbolicLink() ? await readlink(latest) : await readPlainFile(latest)).trim();
  if (basename(name) === name && name !== '..' && name !== '.') return join(outDirectory, name);
  throw new CodedError('RUN_UNREADABLE', `${latest} points at ${name}, which is no run of ${outDirectory}`, {
    remedy: 'Remove it, and name the run by its folder or its id.',
  });
}
