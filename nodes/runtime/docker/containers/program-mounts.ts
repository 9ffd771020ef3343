import { existsSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import type { NodeProgram } from '../../../contract/lines/node-program.js';

/** Where a machine keeps its programs, libraries and interpreters. */
const systemFolders = ['/usr', '/lib', '/lib64', '/bin', '/sbin'] as const;
/** Of packages that keep parts of their programs there. */
const settings = ['/etc/alternatives', '/etc/java-17-openjdk', '/etc/ssl/certs'] as const;

/** Where a container looks for a program that is named without its path. */
export const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const readOnly = (paths: readonly string[]): string[] =>
  [...new Set(paths)].filter((path) => existsSync(path)).map((path) => `${path}:${path}:ro`);

/** The system's programs alone, read-only. */
export const systemMounts = (): string[] => readOnly([...systemFolders, '/etc/alternatives']);

/**
 * What a container of a program of others sees of this machine, all of it read-only: the system's programs, and the folders that it was built in
 * and comes from. Nothing of any home is among them but those.
 */
export function programMounts({ command, folders }: NodeProgram): string[] {
  const [file] = command;
  const own = [...folders, ...(isAbsolute(file) ? [dirname(file)] : [])];
  const isCovered = (folder: string): boolean =>
    systemFolders.some((system) => folder === system || folder.startsWith(`${system}/`));
  return readOnly([...systemFolders, ...settings, ...own.filter((folder) => !isCovered(folder))]);
}
