import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureOutput } from '@oclif/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import { nodeEnvironmentSchema } from '../../nodes/contract/environment.js';
import type { TuneResult } from '../experiment/tune/tune-result.js';
import Tune from './tune.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-tune-'));
});
afterAll(async () => {
  process.exitCode = undefined;
  await rm(folder, { recursive: true, force: true });
});

const small = ['--rate', '40', '--duration', '3s', '--updates', '0', '--seed', '3'];
const space = ['--param', 'fanout=1..3', '--param', 'interval=100ms,200ms,400ms,800ms'];
const tune = (...argv: string[]) => tuneOf('10', ...argv);
const tuneOf = (nodes: string, ...argv: string[]) =>
  captureOutput(
    () => Tune.run(['--nodes', nodes, ...small, '--no-proof', '--out', folder, ...argv], import.meta.url),
    {
      testNodeEnv: 'production',
    },
  );
const exitCode = (): unknown => process.exitCode;

describe('tune', () => {
  it('recommends a setting that keeps the promise, and says how to use it', async () => {
    const { stdout, stderr } = await tune(
      '--slo',
      'fullDisseminationMs.p99<1s',
      '--slo',
      'reach==1',
      ...space,
      '--budget',
      '60',
      '--json',
    );
    const result = JSON.parse(stdout) as TuneResult;
    expect([exitCode(), result.verdict.status]).toEqual([0, 'pass']);
    expect(stderr).toContain('Seed 3.');
    const [answer] = result.sizes;
    expect(answer!.recommended!.verdict).toBe('kept');
    for (const { median, nextRun } of answer!.recommended!.promises) {
      expect(typeof median).toBe('number');
      if (nextRun !== undefined) expect(nextRun).toBeLessThan(1_000);
    }
    const { protocol } = resolveSpec(parseSpecYaml(answer!.spec!, 'fragment'));
    expect(
      nodeEnvironmentSchema.shape.protocol.parse(JSON.parse(answer!.environment!.GOSSIP_PROTOCOL!)),
    ).toEqual(protocol);
    expect({ fanout: protocol.fanout, interval: protocol.intervalMs }).toEqual({
      fanout: answer!.recommended!.setting.fanout,
      interval: Number.parseInt(String(answer!.recommended!.setting.interval), 10),
    });
    expect(answer!.search.evaluations).toBeLessThanOrEqual(60);
    expect(answer!.present!.setting).toMatchObject({ fanout: 3, interval: '500ms' });
    const [made] = await readdir(folder);
    expect(JSON.parse(await readFile(join(folder, made!, 'tuning.json'), 'utf8'))).toEqual(result);
    const report = await readFile(join(folder, made!, 'report.html'), 'utf8');
    expect(report).toContain('<h1>fullDisseminationMs.p99&lt;1s and reach==1</h1>');
    for (const part of [
      'data-chart="front"',
      'data-chart="sensitivity"',
      'class="h-border"',
      'class="h-chosen"',
    ])
      expect(report).toContain(part);
    expect(report).not.toContain('<script');
  });

  it('says which promise fails, by how much, at the closest setting, with exit code 1', async () => {
    const { stdout } = await tune('--slo', 'fullDisseminationMs.p99<1ms', ...space, '--budget', '40');
    expect(exitCode()).toBe(1);
    expect(stdout).toContain('no setting keeps the promises');
    expect(stdout).toMatch(/The closest is fanout \d, interval 100ms/);
    expect(stdout).toMatch(
      /fullDisseminationMs\.p99<1ms under none is missed by a factor of [\d,]+: the median is \d+/,
    );
  });

  it('recommends for each number of nodes, with the first one’s answer in mind', async () => {
    const { stdout } = await tuneOf(
      '8,16',
      '--slo',
      'fullDisseminationMs.p99<1s',
      ...space,
      '--budget',
      '40',
      '--json',
    );
    const { sizes } = JSON.parse(stdout) as TuneResult;
    expect(sizes.map(({ nodes, by }) => [nodes, by])).toEqual([
      [8, 'simulation'],
      [16, 'simulation'],
    ]);
    expect(sizes.every(({ recommended }) => recommended !== undefined)).toBe(true);
  });

  it('measures a scenario while its faults are on', async () => {
    const figures = async (under: string) => {
      const { stdout } = await tune(
        '--under',
        under,
        '--slo',
        'fullDisseminationMs.p99<20s',
        '--param',
        'interval=400ms',
        '--param',
        'fanout=1',
        '--budget',
        '8',
        '--json',
      );
      return Number((JSON.parse(stdout) as TuneResult).sizes[0]!.recommended!.promises[0]!.median);
    };
    expect(await figures('lossy-30')).toBeGreaterThan(1.1 * (await figures('none')));
  });

  it('tunes the batch like any other parameter', async () => {
    const { stdout } = await tune(
      '--slo',
      'fullDisseminationMs.p99<20s',
      '--param',
      'batch=1,8',
      '--cost',
      'messages',
      '--budget',
      '30',
      '--json',
    );
    const { parameters, sizes } = JSON.parse(stdout) as TuneResult;
    expect(parameters).toEqual([{ name: 'maxBatch', levels: [1, 8, 0] }]);
    expect(sizes[0]!.present!.setting).toEqual({ maxBatch: 0 });
    expect(resolveSpec(parseSpecYaml(sizes[0]!.spec!, 'fragment')).protocol.maxBatch).toBe(
      sizes[0]!.recommended!.setting.maxBatch,
    );
  });

  it('takes a cluster of two, and a space of one setting', async () => {
    const { stdout } = await tuneOf(
      '2',
      '--slo',
      'fullDisseminationMs.p99<20s',
      '--param',
      'fanout=1',
      '--budget',
      '30',
      '--json',
    );
    const [answer] = (JSON.parse(stdout) as TuneResult).sizes;
    expect(exitCode()).toBe(0);
    expect(answer!.recommended!.setting).toEqual({ fanout: 1 });
    expect(answer!.search).toMatchObject({ settings: 1, tried: 1, endedBy: 'answer' });
    expect(answer!.neighbours).toEqual([]);
  });

  it('that ends before it is sure says so, and does not say that nothing keeps the promises', async () => {
    const argv = [
      '--slo',
      'fullDisseminationMs.p99<20s',
      '--under',
      'none,lossy-10',
      ...space,
      '--budget',
      '1',
    ];
    const { stdout } = await tune(...argv);
    expect(exitCode()).toBe(4);
    expect(stdout).toContain('10 nodes: no answer');
    expect(stdout).toContain('No setting is known to keep the promises so far: increase --budget to decide.');
  });

  it('does not fail where a cost is no number with some setting', async () => {
    const { stdout } = await tune(
      '--slo',
      'propagationLatencyMs.p50<1h',
      '--cost',
      'fullDisseminationMs.max',
      '--deadline',
      '1s',
      '--repair',
      '0s',
      '--param',
      'mode=push,push-pull',
      '--param',
      'interval=100ms,2s',
      '--budget',
      '40',
      '--json',
    );
    const [answer] = (JSON.parse(stdout) as TuneResult).sizes;
    expect(answer!.all.some(({ prices }) => prices === undefined)).toBe(true);
    expect(answer!.recommended!.setting).toMatchObject({ interval: '100ms' });
  });

  it.each([
    ['a plan that cannot be run', ['--slo', 'reach==1', '--param', 'fanout=10..20']],
    ['a figure that no scenario measures', ['--slo', 'detection.firstDetectionMs.p50<9s', '--budget', '9']],
    [
      'a cost that is not measured',
      ['--slo', 'reach==1', '--cost', 'resources.memoryMiB.max', '--budget', '9'],
    ],
  ])('leaves no folder behind where it refuses %s', async (_, argv) => {
    const before = await readdir(folder);
    await tune(...argv);
    expect(exitCode()).toBe(2);
    expect(await readdir(folder)).toEqual(before);
  });

  it('refuses a number of nodes that is none', async () => {
    const { stderr } = await tuneOf('many', '--slo', 'reach==1');
    expect(stderr).toMatch(/--nodes: expected numbers such as 50/);
    expect(exitCode()).toBe(2);
  });

  it.each([
    [['--slo', 'fullDissemination.p99<1s'], /unknown figure 'fullDissemination.p99'; did you mean/],
    [[], /no promise to keep: give at least one --slo/],
    [['--slo', 'reach==1', '--param', 'interval=2s..50ms'], /the range 2s\.\.50ms is empty/],
    [['--slo', 'reach==1', '--param', 'fanout=1', '--param', 'fanout=2'], /fanout is given twice/],
    [
      ['--slo', 'reach==1', '--param', 'fanout=10..20'],
      /no setting of --param is valid: protocol.fanout: a fanout of 10 needs more than 10 nodes/,
    ],
    [['--slo', 'reach==1', '--cost', 'byte'], /unknown figure 'byte'; did you mean bytes/],
    [
      ['--slo', 'reach==1', '--under', 'lossy-11'],
      /there is no scenario or file lossy-11; did you mean lossy-10/,
    ],
    [['--slo', 'reach==1', '--under', 'none,spec'], /--under spec: the spec has no chaos section/],
    [['--slo', 'reach==1', '--under', 'malicious-node'], /malicious nodes attack the wire/],
    [
      ['--slo', 'reach==1', '--budget', 'long'],
      /--budget: expected a time such as 60s, or a number of simulations/,
    ],
    [['--slo', 'reach==1', '--budget', '0'], /--budget: expected a time such as 60s/],
    [['--slo', 'reach==1', '--budget', '0s'], /--budget: expected a time such as 60s/],
    [['--slo', 'reach==1', '--processing', '1ms', '--proof'], /sim: a proof runs on real nodes/],
    [['--slo', 'reach==1', '--reserve', '2'], /--reserve: expected a share such as 10%/],
    [
      ['--slo', 'detection.firstDetectionMs.p50<9s', '--budget', '9'],
      /no scenario measures detection.firstDetectionMs.p50/,
    ],
  ])('refuses %j with exit code 2', async (argv, reason) => {
    const { stderr } = await tune(...argv);
    expect(stderr).toMatch(reason);
    expect(exitCode()).toBe(2);
  });
});
