import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureOutput } from '@oclif/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NightResult } from '../nightly/night-result.js';
import { writeBaseline } from '../store/baselines.js';
import { lockNight } from '../store/history/night-lock.js';
import { readHistory } from '../store/history/read.js';
import { readNights } from '../store/nights.js';
import Nightly from './nightly.js';

let folder: string;
let suite: string;
const out = (): string => join(folder, 'results');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-nightly-'));
  suite = join(folder, 'suite.yaml');
  await writeFile(
    suite,
    `name: mine
entries:
  spread: { spec: { cluster: { nodes: 5 }, workload: { updates: 20, rate: 0/s }, phases: { idle: 2s }, protocol: { interval: 200ms } } }
`,
  );
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = 0;
});

const nightly = (...argv: string[]) =>
  captureOutput(() => Nightly.run([suite, '--runtime', 'sim', '--out', out(), ...argv], import.meta.url), {
    testNodeEnv: 'production',
  });

describe('three nights, the third with a doubled interval', () => {
  const nights: { code: unknown; text: string; told: string }[] = [];
  beforeAll(async () => {
    for (const flags of [[], [], ['--interval', '400ms']]) {
      const { stdout, stderr } = await nightly(...flags);
      nights.push({ code: process.exitCode ?? 0, text: stdout, told: stderr });
      process.exitCode = 0;
    }
  });

  it('end with 0, 0, and 1', () => {
    expect(nights.map(({ code }) => code)).toEqual([0, 0, 1]);
    expect(nights[0]!.text).toContain('First night on this machine: nothing to compare with yet.');
    expect(nights[1]!.text).toContain('No figure is worse than in earlier nights.');
  });

  it('the third names the figures, by how much, and since when', () => {
    expect(nights[2]!.text.replaceAll(/\s+/g, ' ')).toMatch(
      /spread: [a-z ]+ p\d+ is worse by a factor of [12]\.\d\d \([\d.]+ ms → [\d.]+ ms\) since [^;]*; changed then: flags '' → '--interval 400ms'; compared with earlier nights/,
    );
    expect(nights[2]!.text).toContain('FAIL suite mine with --interval 400ms');
  });

  it('the third ran what looked worse once more', async () => {
    expect(nights[2]!.told).toMatch(
      /\d+ figures look worse \(spread\): running these entries again to confirm\./,
    );
    const { records } = await readHistory(out());
    const confirming = records.filter(({ part }) => part === 'confirmation');
    expect(new Set(confirming.map(({ runId }) => runId)).size).toBe(5);
    expect(new Set(records.map(({ night }) => night)).size).toBe(3);
  });

  it('are kept, and the site shows them', async () => {
    const { nights: kept, unreadable } = await readNights(out());
    expect(kept.map(({ verdict }) => verdict.status)).toEqual(['pass', 'pass', 'fail']);
    expect(unreadable).toEqual([]);
    const files = await readdir(join(out(), 'site'));
    expect(files).toEqual(
      expect.arrayContaining([
        'index.html',
        'report-spread.html',
        expect.stringMatching(/^mine-spread-sim-/),
      ]),
    );
    expect(await readFile(join(out(), 'site', 'index.html'), 'utf8')).toContain('--interval 400ms');
    const trends = files.find((name) => name.startsWith('mine-spread-sim-'))!;
    expect(await readFile(join(out(), 'site', trends), 'utf8')).toMatch(
      /full dissemination p50\. 3 nights, the last \d+ ms\. Level changes since/,
    );
  });
});

it('is rejected while another night is running', async () => {
  const unlock = await lockNight(out());
  const { stderr } = await nightly();
  expect(stderr).toContain('is running');
  expect(process.exitCode).toBe(2);
  await unlock();
});

it('says that it does not compare with the baseline of another machine', async () => {
  await writeBaseline(out(), {
    schemaVersion: 1,
    suite: 'mine',
    runtime: 'sim',
    machine: 'another',
    environment: { os: 'Linux x64', kernel: '6.1', cpu: 'A faster one', cores: 64, memoryMiB: 1 },
    setAt: '2026-11-24T00:00:00.000Z',
    nights: ['1'],
    series: [],
  });
  const { stdout } = await nightly('--repeat', '1');
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('it is from another machine: A faster one, 64 cores.');
});

it('ends with 3 where nothing can be written', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  const { stderr } = await captureOutput(
    () => Nightly.run([suite, '--runtime', 'sim', '--out', join(file, 'results')], import.meta.url),
    { testNodeEnv: 'production' },
  );
  expect(stderr).toContain('cannot write');
  expect(process.exitCode).toBe(3);
});

it('tells the verdict alone with --quiet', async () => {
  const { stdout, stderr } = await nightly('--repeat', '1', '--quiet');
  expect(stdout).toMatch(/^PASS suite mine, commit [^\n]*\n$/);
  expect(stderr).toBe('');
});

it('tells what a machine reads with --json, and writes what others read with --export', async () => {
  const folder = join(out(), 'export');
  const { stdout } = await nightly('--json', '--repeat', '1', '--quiet', '--export', folder);
  const night = JSON.parse(stdout) as NightResult;
  expect(night).toMatchObject({ kind: 'night', suite: 'mine', verdict: { status: 'pass' } });
  expect(night.entries[0]!.medians.reach).toBe(1);
  expect((await readdir(folder)).sort()).toEqual([
    'annotations.txt',
    'benchmark-bigger-is-better.json',
    'benchmark-smaller-is-better.json',
    'history.csv',
    'junit.xml',
    'metrics.txt',
    'night.json',
    'summary.md',
  ]);
  expect(JSON.parse(await readFile(join(folder, 'night.json'), 'utf8'))).toEqual(night);
});

it.each([
  [['quik'], 'there is no suite or file quik; did you mean quick?'],
  [['--quick', 'full'], '--quick and full are two suites'],
  [['--quick', '--nodes', '0'], '--nodes: expected at least 2'],
  [['--nodes', '0'], '--nodes: expected at least 2'],
])('%j is refused, and leads on', async (argv, message) => {
  const { stderr } = await captureOutput(() => Nightly.run(argv, import.meta.url), {
    testNodeEnv: 'production',
  });
  expect(stderr).toContain(message);
  expect(process.exitCode).toBe(2);
});
