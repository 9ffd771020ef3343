import { lstat, rename, rm, writeFile } from 'node:fs/promises';
import { nanoid } from 'nanoid';
import { CodedError } from '../../nodes/coded-error.js';

const remedies: Record<string, string> = {
  ENOSPC: 'Free some space, or choose another folder with --out.',
  EROFS: 'Choose a writable folder with --out.',
  EACCES: 'Make it writable, or choose another folder with --out.',
  EPERM: 'Make it writable, or choose another folder with --out.',
  ENOTDIR: 'Choose a folder with --out.',
  EEXIST: 'Choose a folder with --out.',
};

/** Does something on disk; whatever the system refuses becomes STORAGE, with the path and what can be done. */
export async function onDisk<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined || error instanceof CodedError) throw error;
    throw new CodedError('STORAGE', `cannot write ${path}: ${(error as Error).message}`, {
      remedy: remedies[code] ?? 'Check the disk, or choose another folder with --out.',
      cause: error,
    });
  }
}

/** Writes a file so that a reader finds either the old one or the new one, whole. A device or a folder is not replaced. @throws CodedError STORAGE */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const entry = await lstat(path).catch(() => undefined); // Absent, or told below.
  if (entry && !entry.isFile() && !entry.isSymbolicLink()) {
    throw new CodedError('STORAGE', `cannot write ${path}: it is no file`, { remedy: 'Name another file.' });
  }
  // A name that nobody can have laid a link at.
  const draft = `${path}.${nanoid()}.draft`;
  return onDisk(path, async () => {
    try {
      await writeFile(draft, text, { flush: true, flag: 'wx' });
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  });
}
