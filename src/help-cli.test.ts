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

/** Prints the help of everything, one after the other; each is followed by a line that ends it. */
async function printed(flag: string, columns: number): Promise<string> {
  const program = `
import { run } from '@oclif/core';
for (const command of ${JSON.stringify([[], ['chaos'], ['node'], ...commands])}) {
  await run([...command, '${flag}'], '${cli}');
  console.log('${end}');
}
`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', program, '--', flag], {
    cwd: root,
    env: { NODE_ENV: 'production', NO_COLOR: '1', OCLIF_COLUMNS: `${columns}` },
  });
  return stdout;
}

const end = '--- end of this help';

it('the help of every command fits a screen of 24 lines, and --help-all says the rest', async () => {
  const [short, all] = [await printed('--help', 80), await printed('--help-all', 80)];
  const lengthsOf = (text: string) => text.split(end).map((help) => help.trim().split('\n').length);
  // The first is that of the program, which lists its commands.
  expect(
    lengthsOf(short)
      .slice(1)
      .filter((lines) => lines > 24),
  ).toEqual([]);
  expect(Math.max(...lengthsOf(all))).toBeGreaterThan(200);
  expect(all).toContain('--zipf-exponent');
});

it.each([
  [40, '--help'],
  [60, '--help-all'],
  [80, '--help'],
  [80, '--help-all'],
  [120, '--help-all'],
])('no line of any help is wider than a terminal of %i columns, with %s', async (columns, flag) => {
  const stdout = await printed(flag, columns);
  expect(stdout.match(/^USAGE/gm)!.length).toBeGreaterThan(commands.length);
  expect(stdout.split('\n').filter((line) => line.length > columns)).toEqual([]);
});
