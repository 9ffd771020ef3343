import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../nodes/package-root.js';
import type { TuneResult } from './experiment/tune/tune-result.js';

/** The built command line: `npm test` builds before it tests. */
const cli = join(packageRoot(), 'dist', 'src', 'cli.js');

let folder: string;
let temporary: string;
let out: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-tune-cli-'));
  [temporary, out] = [join(folder, 'temporary'), join(folder, 'results')];
  await mkdir(temporary);
});
afterEach(() => rm(folder, { recursive: true }));

const tune = (...argv: string[]) =>
  execa(process.execPath, [cli, 'tune', ...argv, '--seed', '3', '--out', out], {
    reject: false,
    env: { NODE_ENV: 'production', TMPDIR: temporary },
    forceKillAfterDelay: false,
  });

const load = ['--updates', '0', '--rate', '40', '--idle', '0'];

describe('tune on the command line', () => {
  it('at Ctrl-C tells the best so far, keeps it, and ends with 130 and nothing else left', async () => {
    // The larger cluster is there to be interrupted: its search takes minutes.
    const run = tune(
      '--nodes',
      '10,200',
      '--slo',
      'fullDisseminationMs.p50<20s',
      '--budget',
      '1h',
      ...load,
      '--no-proof',
    );
    let progress = '';
    run.stderr.on('data', (chunk) => {
      const wasKnown = progress.includes('best so far');
      progress += String(chunk);
      if (!wasKnown && progress.includes('best so far')) run.kill('SIGINT');
    });
    const { exitCode, stdout, stderr } = await run;
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 130 });
    expect(stderr).toContain('SIGINT: stopping');
    expect(stdout).toMatch(/^ {0,2}10 nodes: run /m);
    expect(stdout).toContain('interrupted: the best so far');
    const [made, ...others] = await readdir(out);
    expect(others).toEqual([]);
    expect((await readdir(join(out, made!))).sort()).toEqual(['report.html', 'tuning.json']);
    const kept = JSON.parse(await readFile(join(out, made!, 'tuning.json'), 'utf8')) as TuneResult;
    expect(kept.sizes.map(({ nodes }) => nodes)).toEqual([10, 200]);
    expect(kept.sizes[0]!.recommended).toBeDefined();
    expect(await readdir(temporary)).toEqual([]);
  });

  it('proves on real nodes: predicted beside measured, and the recommendation is what was measured', async () => {
    const cluster = ['--runtime', 'process', '--links', 'direct', '--nodes', '3', '--interval', '100ms'];
    const { stdout, stderr, exitCode } = await tune(
      ...cluster,
      ...load,
      '--duration',
      '1s',
      '--slo',
      'fullDisseminationMs.p50<20s',
      '--param',
      'interval=100ms,200ms',
      '--candidates',
      '1',
      '--cost',
      'bytes',
      '--repeat',
      '3',
      '--budget',
      '12',
      '--json',
    );
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    const [answer] = (JSON.parse(stdout) as TuneResult).sizes;
    expect(answer!.by).toBe('measurement');
    const { runtime, candidates } = answer!.proof!;
    expect([runtime, candidates.map(({ role }) => role)]).toEqual(['process', ['candidate', 'present']]);
    const interval = { value: expect.any(Number), low: expect.any(Number), high: expect.any(Number) };
    for (const { predicted, measured, compared, runs } of candidates) {
      expect(measured.setting).toEqual(predicted.setting);
      expect(compared.map(({ what, scenario }) => [what, scenario])).toEqual([
        ['fullDisseminationMs.p50', 'none'],
        ['bytes', 'all'],
      ]);
      for (const one of compared) expect(one).toMatchObject({ predicted: interval, measured: interval });
      expect(runs).toHaveLength(3);
      expect(await readdir(runs[0]!)).toContain('result.json');
    }
    const cheapest = candidates
      .map(({ measured }) => measured)
      .toSorted((a, b) => a.prices![0]!.value - b.prices![0]!.value)[0];
    expect(answer!.recommended).toEqual(cheapest);
  });
});
