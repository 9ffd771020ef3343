import { existsSync } from 'node:fs';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resultSchema } from '../bench/result/result.js';
import { packageRoot } from '../nodes/package-root.js';

/** The built command line: `npm test` builds before it tests. */
const cli = join(packageRoot(), 'dist', 'src', 'cli.js');

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'gossip-bench-cli-'));
});
afterEach(() => rm(out, { recursive: true }));

/** As a user has it: with the test runner's NODE_ENV oclif would look for commands in src/. */
const env = { NODE_ENV: 'production' };

const gossipBench = (...argv: string[]) =>
  execa(process.execPath, [cli, ...argv], { reject: false, env, forceKillAfterDelay: false });

/** Small and quick; without proxies it needs nothing but Node. */
const smallRun = ['run', '--runtime', 'process', '--links', 'direct', '--nodes', '3', '--updates', '3'];
const instant = ['--rate', '0', '--idle', '0'];

describe('the command line', () => {
  it('runs an experiment, prints its result alone, and reports it again to the last byte', async () => {
    const { stdout, exitCode } = await gossipBench(...smallRun, ...instant, '--out', out, '--json');
    const result = resultSchema.parse(JSON.parse(stdout));
    expect(result).toMatchObject({
      state: 'completed',
      metrics: { reach: 1 },
      context: { runtime: 'process' },
    });
    expect(exitCode).toBe({ pass: 0, fail: 1, unknown: 4 }[result.verdict.status]);
    const folder = await realpath(join(out, 'latest'));
    const files = () =>
      Promise.all(['result.json', 'report.html'].map((name) => readFile(join(folder, name), 'utf8')));
    const before = await files();
    const again = await gossipBench('report', result.runId, '--out', out, '--json');
    expect(JSON.parse(again.stdout)).toEqual(result);
    expect(await files()).toEqual(before);
  });

  it.each([
    ['fail', 'fullDisseminationMs.max<1ms', 1],
    ['unknown', 'propagationLatencyMs.p999<1s', 4],
    ['pass', 'reach==1', 0],
  ])(
    'report of a run whose verdict is %s ends with 0, and with its code where it is asked to',
    async (verdict, threshold, code) => {
      const simulated = ['run', '--runtime', 'sim', '--nodes', '3', '--updates', '3', ...instant];
      const run = await gossipBench(...simulated, '--threshold', threshold, '--out', out, '--quiet');
      expect(run.exitCode).toBe(code);
      const plain = await gossipBench('report', '--out', out, '--quiet');
      expect([plain.exitCode, plain.stdout]).toEqual([
        0,
        expect.stringMatching(new RegExp(`^${verdict}`, 'i')),
      ]);
      expect((await gossipBench('report', '--out', out, '--exit-code', '--json')).exitCode).toBe(code);
    },
  );

  it('at Ctrl-C keeps what was measured and ends with 130', async () => {
    const run = gossipBench(...smallRun, '--idle', '10min', '--rate', '0', '--out', out);
    let progress = '';
    run.stderr.on('data', (chunk) => {
      const wasIdle = progress.includes('idle');
      progress += String(chunk);
      if (!wasIdle && progress.includes('idle')) run.kill('SIGINT');
    });
    const { exitCode, stdout, stderr } = await run;
    expect(exitCode).toBe(130);
    expect(stdout).toMatch(/^UNKNOWN default \w+ \(interrupted in phase idle\)/);
    expect(stderr).toContain('SIGINT: stopping');
    const folder = await realpath(join(out, 'latest'));
    expect(existsSync(join(folder, 'report.html'))).toBe(true);
  });

  it('knows no other commands', async () => {
    const { exitCode, stderr } = await gossipBench('gossip');
    expect(exitCode).toBe(2);
    expect(stderr).toBe('Error: there is no command gossip\nSee `gossip-bench --help`.');
  });
});
