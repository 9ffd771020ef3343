import { lstat } from 'node:fs/promises';
import { CodedError } from '../../nodes/coded-error.js';
import { makeFolder } from '../../nodes/make-folder.js';
import { onDisk } from './storage.js';

/** Makes a folder of ours below a results folder. A link in its place would lead out of that. @throws CodedError STORAGE */
export async function makeOwnFolder(path: string): Promise<void> {
  const entry = await lstat(path).catch(() => undefined); // Absent, or told below.
  if (entry?.isSymbolicLink()) {
    throw new CodedError('STORAGE', `cannot write ${path}: it is a symbolic link`, {
      remedy: 'Remove the link, or choose another folder with --out.',
    });
  }
  await onDisk(path, () => makeFolder(path));
}
