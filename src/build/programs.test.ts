import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { expect, test } from 'vitest';
import { packageRoot } from '../../nodes/package-root.js';
import { programs } from './programs.js';

const root = packageRoot();

test('every program that somebody starts is among those that are built, and is there', async () => {
  const sources = await glob('{src,bench,chaos,nodes}/**/*.ts', { cwd: root, ignore: '**/*.test.ts' });
  const texts = await Promise.all(sources.map((path) => readFile(join(root, path), 'utf8')));
  const started = texts.flatMap((text) =>
    [...text.matchAll(/builtProgram\('([^']+)'\)/g)].map(([, path]) => `${path}.ts`),
  );
  expect(started).not.toHaveLength(0);
  for (const path of started) expect(programs).toContain(path);
  const built = await glob('dist/{src,bench,nodes}/**/*.js', { cwd: root });
  for (const path of programs) expect(built).toContain(`dist/${path.replace(/\.ts$/, '.js')}`);
});

test('only the commands are in the folder in which oclif looks for them', async () => {
  const [commands, built] = await Promise.all([
    glob('src/commands/**/*.ts', { cwd: root, ignore: '**/*.test.ts' }),
    glob('dist/src/commands/**/*.js', { cwd: root }),
  ]);
  expect(built.sort()).toEqual(commands.map((path) => `dist/${path.replace(/\.ts$/, '.js')}`).sort());
});
