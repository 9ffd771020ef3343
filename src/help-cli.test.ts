import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { globSync } from 'tinyglobby';
import { expect, it } from 'vitest';
import { packageRoot } from '../nodes/package-root.js';

const root = packageRoot();
/** The built command line: `npm test` builds before it tests. */
const cli = pathToFileURL(join(root, 'dist', 'src', 'cli.js')).href;
const commands = globSync('src/commands/**/*.ts', { cwd: root, ignore: '**/*.test.ts' }).map((path) =>
  path.replace(/^src\/commands\/|\.ts$/g, '').split('/'),
);

/** Prints the help of everything, one after the other. */
const program = `
import { run } from '@oclif/core';
for (const command of ${JSON.stringify([[], ['chaos'], ['node'], ...commands])}) await run([...command, '--help'], '${cli}');
`;

it.each([40, 60, 80, 120])('no line of any help is wider than a terminal of %i columns', async (columns) => {
  const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    env: { NODE_ENV: 'production', NO_COLOR: '1', OCLIF_COLUMNS: `${columns}` },
  });
  expect(stdout.match(/^USAGE/gm)!.length).toBeGreaterThan(commands.length);
  expect(stdout.split('\n').filter((line) => line.length > columns)).toEqual([]);
});
