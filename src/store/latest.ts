import { readFile, realpath, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { nanoid } from 'nanoid';
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

/** The folder that `latest` points at; undefined where there is none. */
export async function readLatest(outDirectory: string): Promise<string | undefined> {
  const latest = join(outDirectory, 'latest');
  const text = await readFile(latest, 'utf8').catch((error: NodeJS.ErrnoException) => error.code);
  if (text === 'ENOENT') return undefined;
  if (text === 'EISDIR') return realpath(latest);
  return join(outDirectory, (text ?? '').trim());
}
