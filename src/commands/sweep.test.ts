import { mkdtemp, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { captureOutput } from '@oclif/test';
import { afterEach, expect, it } from 'vitest';
import { compareRunSets } from '../comparison/comparison.js';
import { readRunSet } from '../comparison/run-set.js';
import type { SweepResult } from '../experiment/sweep.js';
import Sweep from './sweep.js';

afterEach(() => {
  process.exitCode = 0;
});

const sweep = (...argv: string[]) =>
  captureOutput(() => Sweep.run(['--runtime', 'sim', '--seed', '3', ...argv], import.meta.url), {
    testNodeEnv: 'production',
  });

it('runs every combination, and fits how figures grow with the nodes', async () => {
  const { stdout } = await sweep(
    '--nodes',
    '8,16,64',
    '--mode',
    'push,push-pull',
    '--updates',
    '5',
    '--json',
  );
  const { cells, growth } = JSON.parse(stdout) as SweepResult;
  expect(cells.map(({ setting, runs }) => [setting.nodes, setting.mode, runs])).toEqual(
    [8, 16, 64].flatMap((nodes) => ['push', 'push-pull'].map((mode) => [nodes, mode, 3])),
  );
  expect(cells.every(({ summary }) => summary.reach?.min === 1)).toBe(true);
  expect(cells.every(({ spec }) => spec.workload.ratePerSecond === 0 && spec.phases.idleMs === 0)).toBe(true);
  const last = growth.filter(({ figure }) => figure === 'rounds.last');
  expect(last.map(({ setting }) => setting.mode)).toEqual(['push', 'push-pull']);
  expect(last.every(({ perDoubling }) => perDoubling.value > 0.1 && perDoubling.value < 1.5)).toBe(true);
});

it('takes what is asked for instead of its own defaults, and tells how far it is', async () => {
  const { stdout, stderr } = await sweep(
    '--nodes',
    '8',
    '--fanout',
    '1..2',
    '--rate',
    '10',
    '--duration',
    '1s',
    '--repeat',
    '2',
  );
  expect(stderr).toMatch(/^Seed 3\.\n0 of 2 cells\n1 of 2 cells, about \d+ s left\n2 of 2 cells\n$/);
  expect(stdout.split('\n')[0]).toMatch(/nodes +fanout .*rounds to the last node, rounds .*runs/);
  expect(stdout).not.toContain('doubling');
});

it('in turns keeps each run of a simulation in a folder of its cell, which compare takes', async () => {
  const out = await mkdtemp(join(tmpdir(), 'gossip-bench-'));
  const { stdout } = await sweep(
    ...['--nodes', '8', '--interval', '200ms,400ms', '--updates', '5', '--repeat', '2'],
    ...['--interleave', '--out', out, '--json'],
  );
  const { cells, comparisons } = JSON.parse(stdout) as SweepResult;
  expect(cells.map(({ runs, verdicts }) => [runs, verdicts?.length])).toEqual([
    [2, 2],
    [2, 2],
  ]);
  expect(comparisons?.map(({ summary }) => summary)).toEqual([
    'too few runs: each side needs five to show a difference',
  ]);
  const page = await readFile(join(out, 'sweep.html'), 'utf8');
  for (const folder of cells.flatMap(({ folders = [] }) => folders)) {
    expect(page).toContain(`href="${relative(out, folder)}/report.html"`);
  }
  const sides = await Promise.all(
    ['interval-200ms', 'interval-400ms'].map((cell) => readRunSet(join(out, `nodes-8-${cell}`), out)),
  );
  const { settings, figures } = compareRunSets(sides[0]!, sides[1]!);
  expect(settings.map(({ name }) => name)).toContain('protocol.intervalMs');
  expect(figures.find(({ path }) => path === 'reach')?.base?.count).toBe(2);
});

it.each([
  [['--nodes', '5..2'], 'Error: --nodes: expected values such as 10,20,50 or 1..5, got the range 5..2'],
  [['--nodes', '8,1'], 'Error: --nodes: expected at least 2, got 1\n'],
  [['--mode', 'push,shove'], 'Error: --mode: '],
])('%j is refused with one message, before anything runs', async (argv, message) => {
  const { stdout, stderr } = await sweep(...argv);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
  expect(process.exitCode).toBe(2);
});

it.each([
  ['fullDisseminationMs.p50<0.001', 1],
  ['recovery.convergenceAfterHealMs<1', 4],
  ['reach==1', 0],
])('a sweep whose runs have the threshold %s exits with %d', async (threshold, exitCode) => {
  await sweep('--nodes', '4', '--fanout', '1,2', '--updates', '4', '--repeat', '1', '--threshold', threshold);
  expect(process.exitCode ?? 0).toBe(exitCode);
});

it('writes into no folder that is a link', async () => {
  const out = await mkdtemp(join(tmpdir(), 'gossip-bench-'));
  await symlink(tmpdir(), join(out, 'nodes-4-fanout-1'));
  const { stderr } = await sweep('--nodes', '4', '--fanout', '1', '--interleave', '--out', out);
  expect(stderr).toContain('nodes-4-fanout-1: it is a symbolic link');
  expect(process.exitCode).toBe(3);
});
