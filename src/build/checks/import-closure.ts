import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const importedPath = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

/** All sources of the project that one imports, by others too and for types alone, itself included; absolute paths. */
export async function importClosure(path: string, seen = new Set<string>()): Promise<ReadonlySet<string>> {
  const from = resolve(path);
  if (seen.has(from)) return seen;
  seen.add(from);
  const source = await readFile(from, 'utf8');
  for (const [, imported] of source.matchAll(importedPath)) {
    await importClosure(resolve(dirname(from), imported!.replace(/\.js$/, '.ts')), seen);
  }
  return seen;
}
