import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { captureOutput } from '@oclif/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../comparison/comparison-result.js';
import Compare from './compare.js';
import Sweep from './sweep.js';

let folder: string;
const side = (interval: string): string => join(folder, `interval-${interval}`);

/** Real run folders, in virtual time. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-compare-'));
  const { default: Run } = await import('./run.js');
  for (const [interval, seed] of [
    ['200ms', 1],
    ['210ms', 2],
    ['400ms', 3],
  ] as const) {
    const asked = interval === '210ms' ? '200ms' : interval;
    const argv = [
      '--runtime',
      'sim',
      '--nodes',
      '6',
      '--rate',
      '0',
      '--idle',
      '0s',
      '--repeat',
      '5',
      '--updates',
      '40',
      '--quiet',
    ];
    await captureOutput(() =>
      Run.run([...argv, '--interval', asked, '--seed', `${seed}`, '--out', side(interval)], import.meta.url),
    );
  }
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = 0;
});

const compare = (...argv: string[]) =>
  captureOutput(() => Compare.run(argv, import.meta.url), { testNodeEnv: 'production' });
const figuresOf = async (...argv: string[]) => {
  const { stdout } = await compare(...argv, '--json');
  return JSON.parse(stdout) as Comparison;
};

describe('compare', () => {
  it('shows no difference between two sets of five runs of one setting', async () => {
    const { stdout } = await compare(side('200ms'), side('210ms'));
    expect(stdout).toMatch(/^Environment: the same on both sides\nSetting: the same on both sides\n/);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^no difference shown in \d+ figures\.$/);
  });

  it('calls the doubled interval slower, with an interval of the ratio that holds 2', async () => {
    const comparison = await figuresOf(side('200ms'), side('400ms'));
    expect(comparison.settings).toEqual([{ name: 'protocol.intervalMs', base: ['200'], subject: ['400'] }]);
    const p50 = comparison.figures.find(({ path }) => path === 'propagationLatencyMs.p50')!;
    expect(p50).toMatchObject({ verdict: 'slower', unit: 'ms', better: 'lower' });
    expect(p50.effect!.low).toBeLessThan(2);
    expect(p50.effect!.high).toBeGreaterThan(2);
    expect(comparison.summary).toContain('is slower in');
  });

  it('calls it faster the other way round', async () => {
    const { figures } = await figuresOf(side('400ms'), side('200ms'));
    expect(figures.find(({ path }) => path === 'fullDisseminationMs.p50')?.verdict).toBe('faster');
  });

  it('says so where runs are on both sides', async () => {
    const { notices } = await figuresOf(side('200ms'), `${side('200ms')},${side('400ms')}`);
    expect(notices).toEqual(['5 runs are on both sides.']);
  });

  it('claims nothing of four runs', async () => {
    const names = (await readdir(side('200ms'))).filter((name) => name !== 'latest').slice(1);
    const four = names.map((name) => join(side('200ms'), name)).join(',');
    const { figures, summary } = await figuresOf(four, side('400ms'));
    expect(new Set(figures.map(({ verdict }) => verdict))).toEqual(new Set(['too few runs']));
    expect(summary).toContain('each side needs five');
  });

  it('takes a pattern, and ends with 1 where it is asked to', async () => {
    await compare(`${folder}/interval-2[0]*/*`, side('400ms'));
    expect(process.exitCode ?? 0).toBe(0);
    await compare(`${folder}/interval-200*/*`, side('400ms'), '--fail-on-worse');
    expect(process.exitCode).toBe(1);
  });

  it('writes Markdown whose table names what is slower, and a page with both curves', async () => {
    const page = join(folder, 'comparison.html');
    const { stdout } = await compare(side('200ms'), side('400ms'), '--markdown', '--html', page);
    expect(stdout).toMatch(/\| propagation latency p50 \| .* \| \*\*slower\*\* \|/);
    const html = await readFile(page, 'utf8');
    expect(html.match(/data-chart="compared-/g)).toHaveLength(2);
    expect(html.match(/<div class="still (?:narrow|broad)"><svg /g)).toHaveLength(4);
  });

  it('names runs that it leaves out, with the reason', async () => {
    const copy = join(folder, 'damaged');
    const { cp } = await import('node:fs/promises');
    await cp(side('200ms'), copy, { recursive: true, verbatimSymlinks: true });
    const [first, second, third] = (await readdir(copy)).filter((name) => name !== 'latest');
    await appendFile(join(copy, first!, 'result.json'), '}');
    await rm(join(copy, second!, 'result.json'));
    await writeFile(join(copy, third!, 'result.json'), '{"schemaVersion":0}');
    const { notices, base } = await figuresOf(copy, side('400ms'));
    expect(base.runs).toHaveLength(2);
    expect(notices).toEqual([
      expect.stringMatching(/Left out: cannot read .*result\.json: Unexpected/),
      expect.stringMatching(/Left out: cannot read .*result\.json: the run did not end properly/),
      expect.stringMatching(/Left out: .*it is of schemaVersion 0, this program reads 1/),
    ]);
  });

  it('compares what the journals give, whatever result.json says, and leaves damaged journals out', async () => {
    const copy = join(folder, 'changed');
    const { cp } = await import('node:fs/promises');
    await cp(side('200ms'), copy, { recursive: true, verbatimSymlinks: true });
    const [first, second, third, fourth] = (await readdir(copy)).filter((name) => name !== 'latest');
    const at = (run: string | undefined, file: string): string => join(copy, run!, file);
    const result = await readFile(at(first, 'result.json'), 'utf8');
    await writeFile(at(first, 'result.json'), result.replace(/"reach": 1\b/, '"reach": 0.5'));
    await writeFile(at(second, 'journal.ndjson.gz'), '');
    const lines = gunzipSync(await readFile(at(third, 'journal.ndjson.gz')))
      .toString()
      .split('\n');
    await writeFile(at(third, 'journal.ndjson.gz'), gzipSync(lines.toSpliced(20, 1).join('\n')));
    await rm(at(fourth, 'journal.ndjson.gz'));
    const { notices, base, figures } = await figuresOf(copy, side('400ms'));
    expect(base.runs).toHaveLength(2);
    expect(notices).toEqual([
      expect.stringMatching(/result\.json has another figure reach than its journal gives/),
      expect.stringMatching(/^Left out: /),
      expect.stringMatching(/^Left out: .*lines 1 are missing/),
      expect.stringMatching(/^Left out: /),
    ]);
    expect(figures.find(({ path }) => path === 'reach')?.base?.min).toBe(1);
  });

  it.each([
    ['nowhere', 'there is no run nowhere'],
    ['no/*/such', 'no run folder matches no/*/such'],
  ])('of %s ends with a reason', async (name, reason) => {
    const { stderr } = await compare(name, side('200ms'));
    expect(stderr).toContain(reason);
    expect(process.exitCode).toBe(2);
  });
});

it('sweep makes both sides in turns, in folders that compare takes', async () => {
  const { stderr } = await captureOutput(() =>
    Sweep.run(
      [
        '--runtime',
        'sim',
        '--nodes',
        '4',
        '--interval',
        '100ms,200ms',
        '--updates',
        '2',
        '--repeat',
        '2',
        '--interleave',
        '--out',
        join(folder, 'swept'),
      ],
      import.meta.url,
    ),
  );
  expect(stderr).toMatch(
    /0 of 4 cells\n1 of 4 cells.*\n2 of 4 cells.*\n3 of 4 cells.*\n4 of 4 cells\nPage: .*sweep\.html\n$/,
  );
});
