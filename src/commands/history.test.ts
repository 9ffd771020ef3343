import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureOutput } from '@oclif/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thisMachineId } from '../history/machine-id.js';
import { appendHistory } from '../store/history/append.js';
import { historyRecord } from '../store/history/testing/history-record.js';
import BaselineClear from './baseline/clear.js';
import BaselineSet from './baseline/set.js';
import BaselineShow from './baseline/show.js';
import History from './history.js';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'gossip-bench-history-'));
  for (let night = 10; night < 15; night += 1) {
    const [time, machine] = [`2026-11-${night}T02:00:00.000Z`, thisMachineId()];
    await appendHistory(out, [
      historyRecord({ night: `${night}`, time, machine, runId: `run${night}`, value: 100 + night }),
    ]);
  }
});
afterEach(async () => {
  process.exitCode = 0;
  await rm(out, { recursive: true });
});

type RunCommand = { run(argv: string[], root: string): Promise<unknown> };
const command = (which: unknown, ...argv: string[]) =>
  captureOutput(() => (which as RunCommand).run([...argv, '--out', out], import.meta.url), {
    testNodeEnv: 'production',
  });

describe('history', () => {
  it('lists the series with their last night', async () => {
    const { stdout } = await command(History);
    expect(stdout).toMatch(
      /quick +push-pull +fullDisseminationMs\.p50 +process +\w{8} +5 +114 ms +2026-11-14 +0123456789\n/,
    );
  });

  it('draws one figure over the nights', async () => {
    const { stdout } = await command(History, '--metric', 'fullDisseminationMs.p50');
    expect(stdout).toMatch(/114 ┤ {4}•\n[\s\S]*110 ┤•\n/);
  });

  it('marks the night from which on the level is another', async () => {
    for (let night = 15; night < 25; night += 1) {
      const [time, machine] = [`2026-11-${night}T02:00:00.000Z`, thisMachineId()];
      const value = (night < 20 ? 112 : 180) + Math.sin(night);
      await appendHistory(out, [
        historyRecord({ night: `${night}`, time, machine, runId: `run${night}`, value }),
      ]);
    }
    const { stdout } = await command(History, '--metric', 'fullDisseminationMs.p50');
    expect(stdout.match(/← level change/g)).toHaveLength(1);
    expect(stdout).toMatch(/2026-11-20 02:00 .*← level change/);
  });

  it('names damaged lines, and shows the rest', async () => {
    const [name] = await readdir(join(out, 'history'));
    await appendFile(join(out, 'history', name!), '{"half":');
    const { stdout, stderr } = await command(History);
    expect(stderr).toContain('2026-11.ndjson:11: skipped, torn');
    expect(stdout).toContain('push-pull');
  });

  it('says so where there is none', async () => {
    const { stdout } = await command(History, '--suite', 'other');
    expect(stdout).toContain('There is no such history');
  });
});

describe('a baseline', () => {
  it('is set of the last nights, shown, and cleared', async () => {
    const set = await command(BaselineSet, '--suite', 'quick', '--nights', '2');
    expect(set.stdout).toMatch(
      /quick, process runtime, set .*: 1 figures of 2 nights\n {2}for .*\(this machine\)/,
    );
    expect((await command(BaselineShow)).stdout).toContain('quick, process runtime');
    expect((await command(BaselineClear)).stdout).toBe('Cleared 1 baseline.\n');
    expect((await command(BaselineShow)).stdout).toContain('There is no baseline');
  });

  it('of a suite without nights is refused', async () => {
    const { stderr } = await command(BaselineSet);
    expect(stderr).toContain('no undisturbed night of suite full');
    expect(process.exitCode).toBe(2);
  });
});
