import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closestMatch } from 'leven';
import { CodedError } from '../../nodes/coded-error.js';
import { packageRoot } from '../../nodes/package-root.js';
import { standardInput } from '../experiment/read-spec-file.js';
import { headerOf } from './header.js';

export interface ListedScenario {
  readonly name: string;
  /** The first sentence of its header. */
  readonly purpose: string;
  readonly path: string;
}

const folder = (): string => join(packageRoot(), 'chaos', 'scenarios');
const extension = '.yaml';

/** The scenarios that are shipped, by name. */
export async function listScenarios(): Promise<ListedScenario[]> {
  const files = (await readdir(folder())).filter((file) => file.endsWith(extension)).sort();
  return Promise.all(
    files.map(async (file) => {
      const path = join(folder(), file);
      const purpose = headerOf(await readFile(path, 'utf8'))[0] ?? '';
      return { name: file.slice(0, -extension.length), purpose, path };
    }),
  );
}

/**
 * The file of a scenario: a name of those that are shipped, or a path. A file that is there wins over a name; `-` is standard input.
 * @throws CodedError USAGE where it is neither
 */
export async function scenarioPath(nameOrFile: string): Promise<string> {
  if (nameOrFile === standardInput || existsSync(nameOrFile)) return nameOrFile;
  const scenarios = await listScenarios();
  const listed = scenarios.find(({ name }) => name === nameOrFile);
  if (listed) return listed.path;
  const near = closestMatch(
    nameOrFile,
    scenarios.map(({ name }) => name),
    { maxDistance: 5 },
  );
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  throw new CodedError('USAGE', `there is no scenario or file ${nameOrFile}${hint}`, {
    remedy: '`gossip-bench chaos list` lists the built-in scenarios.',
  });
}
