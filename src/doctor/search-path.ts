import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where daemons are, which the PATH of a plain user leaves out. */
const systemDirectories = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The first executable of these names on PATH or where daemons are. */
export function searchPath(names: readonly string[], path = process.env.PATH ?? ''): string | undefined {
  const directories = [...path.split(delimiter).filter((entry) => entry !== ''), ...systemDirectories];
  return names.flatMap((name) => directories.map((directory) => join(directory, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for this user.
    return false;
  }
}
