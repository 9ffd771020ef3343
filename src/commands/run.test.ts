import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureOutput } from '@oclif/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Run from './run.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-run-'));
});
afterEach(async () => {
  process.exitCode = 0;
  await rm(folder, { recursive: true });
});

const run = (...argv: string[]) =>
  captureOutput(() => Run.run([...argv, '--out', join(folder, 'results')], import.meta.url), {
    testNodeEnv: 'production',
  });

async function specFile(text: string): Promise<string> {
  const path = join(folder, 'spec.yaml');
  await writeFile(path, text);
  return path;
}

describe('gossip-bench run refuses', () => {
  it.each([
    [['--nodes', '0'], 'Error: --nodes: expected at least 2, got 0\n'],
    [['--loss', '150%'], 'Error: --loss: expected at most 100%, got 150%\n'],
    [
      ['--interval', '200'],
      'Error: --interval: expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got 200\n',
    ],
    [['--nodes', '10..50'], 'got 10..50\nFor several values: `gossip-bench sweep --nodes 10..50`.'],
    [['partition-halves'], 'partition-halves is a scenario: `gossip-bench chaos run partition-halves`.'],
    [['quick'], 'quick is a suite: `gossip-bench nightly quick`.'],
    [['--set', 'protocol.nonsense=3'], '--set protocol.nonsense: unknown field'],
    [['--set', 'cluster.nodes.x=1', '--nodes', '5'], '--set cluster.nodes.x: cluster.nodes has no field x'],
    [['--set', 'node.parameters.__proto__.x=1'], 'node.parameters.__proto__ has no field x'],
    [['--mode', 'shove'], 'Error: Expected --mode=shove to be one of: push, pull, push-pull, anti-entropy\n'],
    [['--ndoes', '3'], 'Error: Nonexistent flag: --ndoes; did you mean --nodes?\n'],
    [['--threshold', 'nonsense<1'], 'Error: --threshold: '],
    [['--runtime', 'sim', '--profile'], 'Error: --profile: a simulated node has no process\n'],
    [['--rate', '0', '--profile'], 'Error: --profile: there is no steady load to profile\n'],
    [['--links', 'direct', '--loss', '5%'], 'Error: --loss: a loss of 5% is impossible with direct links'],
  ])('%j with one message, a remedy and exit code 2', async (argv, message) => {
    const { stdout, stderr } = await run(...argv);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(stderr).toMatch(/See `|Write it|`gossip-bench (sweep|chaos run|nightly) /);
    expect(stdout).toBe('');
    expect(process.exitCode).toBe(2);
    await expect(access(join(folder, 'results'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['a typo', 'protocol:\n  fanuot: 3\n', ':2:3: protocol.fanuot: unknown field (did you mean fanout?)'],
    ['no YAML', '{{{', ':1:4: not valid YAML: '],
    ['nothing', '', ':1:1: the file is empty'],
  ])('a spec with %s, at its place', async (_, text, message) => {
    const path = await specFile(text);
    const { stderr } = await run(path);
    expect(stderr).toContain(`Error: ${path}${message}`);
    expect(process.exitCode).toBe(2);
  });

  it('a spec that does not exist', async () => {
    const { stderr } = await run(join(folder, 'none.yaml'));
    expect(stderr).toContain('none.yaml: there is no such file');
    expect(process.exitCode).toBe(2);
  });

  it('with --json as one object, and nothing on stderr', async () => {
    const { stdout, stderr } = await run('--nodes', '0', '--json');
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'USAGE',
        message: '--nodes: expected at least 2, got 0',
        remedy: expect.stringContaining('gossip-bench init'),
      },
    });
    expect(stderr).toBe('');
  });
});
