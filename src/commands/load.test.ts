import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureOutput } from '@oclif/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LoadResult } from '../../bench/search/load/load-result.js';
import Load from './load.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-load-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = 0;
});

const quick = ['--runtime', 'sim', '--seed', '3', '--nodes', '5', '--interval', '50ms', '--duration', '2s'];

const load = (...argv: string[]) =>
  captureOutput(() => Load.run([...quick, '--out', folder, ...argv], import.meta.url), {
    testNodeEnv: 'production',
  });

describe('load', () => {
  it('finds what a batch of one update a message carries, and keeps curve, overload and report', async () => {
    const batch = [
      '--batch',
      '1',
      '--arrivals',
      'steady',
      '--from',
      '20/s',
      '--bound',
      '1s',
      '--confirmations',
      '2',
    ];
    const { stdout } = await load(...batch, '--overload-duration', '2s', '--json');
    const { metrics, verdict } = JSON.parse(stdout) as LoadResult;
    const { saturationPerSecond, curve, saturated, overload } = metrics.load;
    expect(verdict.status).toBe('pass');
    expect(curve.filter(({ role }) => role === 'confirmation').map((point) => point.askedPerSecond)).toEqual(
      expect.arrayContaining([saturationPerSecond, saturationPerSecond]),
    );
    expect(curve.filter(({ carried }) => !carried).length).toBeGreaterThanOrEqual(2);
    // In virtual time there are no CPU and no event loop.
    expect(saturated.map(({ what }) => what)).toEqual(['protocol']);
    expect(overload).toMatchObject({ factor: 3, lostUpdates: 0 });
    const path = join(folder, `load-${curve[0]!.runId}`);
    expect(JSON.parse(await readFile(join(path, 'load.json'), 'utf8'))).toEqual(JSON.parse(stdout));
    expect(await readFile(join(path, 'report.html'), 'utf8')).toContain('Latency and throughput');
  });

  it('that ends at its upper limit is unknown, and says so', async () => {
    const { stdout } = await load(
      '--from',
      '20/s',
      '--to',
      '40/s',
      '--confirmations',
      '1',
      '--overload',
      '0',
      '--quiet',
    );
    expect(stdout).toBe('UNKNOWN saturation at 40 updates/s\n');
    expect(process.exitCode).toBe(4);
  });

  it.each([
    [['--from', 'many'], '--from: expected a rate such as 20/s or 600/min (units: /min, /s), got "many"'],
    [['--from', '0'], '--from: expected more than 0, got 0'],
    [['--from', '50/s', '--to', '20/s'], '--from: the first load exceeds the largest (--to)'],
    [['--to', '1e9/s'], '--to: expected a rate'],
    [['--to', '2000000/s'], '--to: expected at most 1000000/s'],
    [['--overload', '100', '--overload-duration', '1h'], '--overload: 0 updates and 2000000/s over 1h are'],
    [['--bound', '2'], '--bound: expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got 2'],
    [
      ['--generator', 'autocannon'],
      '--generator: autocannon needs HTTP, and a simulation has none; use generator harness',
    ],
  ])('refuses %j', async (argv, message) => {
    const { stderr } = await load(...argv);
    expect(stderr).toContain(message);
    expect(process.exitCode).toBe(2);
  });
});
