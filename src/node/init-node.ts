import { existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CodedError } from '../../nodes/coded-error.js';
import { packageRoot } from '../../nodes/package-root.js';

/** Languages in which a complete small node can be written. */
export const nodeLanguages = ['erlang', 'go', 'java', 'javascript', 'python', 'rust', 'typescript'] as const;
export type NodeLanguage = (typeof nodeLanguages)[number];

/** Writes the files of a node of that language into a folder; none is overwritten. Their names. @throws CodedError USAGE, STORAGE */
export async function initNode(language: NodeLanguage, folder: string): Promise<readonly string[]> {
  const template = join(packageRoot(), 'nodes', 'implementations', 'templates', language);
  const names = (await readdir(template)).sort();
  const target = resolve(folder);
  const taken = names.find((name) => existsSync(join(target, name)));
  if (taken !== undefined) {
    throw new CodedError('USAGE', `${join(target, taken)} is there already`, {
      remedy: 'Name a folder in which nothing of that name is.',
    });
  }
  try {
    await mkdir(target, { recursive: true });
    for (const name of names) await cp(join(template, name), join(target, name), { recursive: true });
  } catch (error) {
    throw new CodedError('STORAGE', `cannot write to ${target}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return names.map((name) => join(folder, name));
}
