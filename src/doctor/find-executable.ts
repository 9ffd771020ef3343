import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where system daemons are; not on the PATH of every user. */
export const systemFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'] as const;

/** The first executable of that name on PATH, then in `furtherFolders`. */
export function findExecutable(
  name: string,
  environment: NodeJS.ProcessEnv,
  furtherFolders: readonly string[] = [],
): string | undefined {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...folders, ...furtherFolders].map((folder) => join(folder, name)).find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Missing or not executable: the same to who wants to run it.
    return false;
  }
}
