import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { packageRoot } from '../nodes/package-root.js';

const cli = join(packageRoot(), 'dist', 'src', 'cli.js');
const given = (input: string, ...argv: string[]) =>
  execa(process.execPath, [cli, ...argv], { input, reject: false, timeout: 120_000 });

it.each([
  ['run', '-'],
  ['predict', '-'],
  ['chaos', 'run', '-'],
  ['chaos', 'validate', '-'],
])('%s %s reads a spec from standard input, and places what is wrong with it', async (...argv) => {
  const { exitCode, stderr } = await given('runtime: sim\ncluster: { latency: *nope }\n', ...argv);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Error: stdin:2:21: the alias *nope is unresolved');
});

it('predicts a spec from standard input', async () => {
  const { exitCode, stdout } = await given('{ seed: 1, cluster: { nodes: 4 } }', 'predict', '-', '--quiet');
  expect(stdout).toContain('4 nodes');
  expect(exitCode).toBe(0);
});

it('gives up a file that never ends', async () => {
  const { exitCode, stderr } = await given('', 'predict', '/dev/zero');
  expect(stderr).toContain('/dev/zero has more than 1048576 bytes');
  expect(exitCode).toBe(2);
});
