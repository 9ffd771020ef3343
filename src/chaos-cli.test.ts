import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Result, resultSchema } from '../bench/result/result.js';
import { packageRoot } from '../nodes/package-root.js';
import { listRuns } from '../nodes/runtime/clean-up/run-registry.js';
import { findToxiproxy } from '../nodes/runtime/toxiproxy/ensure-toxiproxy.js';

/** The built command line: `npm test` builds before it tests. */
const cli = join(packageRoot(), 'dist', 'src', 'cli.js');
const env = { NODE_ENV: 'production' };
const noToxiproxy = (await findToxiproxy()).found === undefined;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-chaos-'));
});
afterEach(() => rm(folder, { recursive: true }));

const gossipBench = (...argv: string[]) =>
  execa(process.execPath, [cli, ...argv], { reject: false, env, forceKillAfterDelay: false });

/** Four nodes that are cut in two for `forMs` of a window of `windowMs`. */
async function scenario(windowMs: number, forMs: number): Promise<string> {
  const path = join(folder, 'split.yaml');
  await writeFile(
    path,
    `name: split
cluster: { nodes: 4 }
protocol: { interval: 50ms }
workload: { updates: 2, rate: 20/s }
phases: { duration: 1s, idle: 0s }
chaos:
  window: ${windowMs}ms
  steps:
    - { name: cut, at: 0s, for: ${forMs}ms, fault: { kind: partition, shape: halves, mode: drop } }
  expectations: [recovery.reachDuringFault.acrossSides==0, invariants.lostUpdates.fromLiveOrigin==0]
`,
  );
  return path;
}

const chaosRun = (path: string) =>
  gossipBench('chaos', 'run', path, '--runtime', 'process', '--out', join(folder, 'results'));

async function latestResult(): Promise<Result> {
  const path = join(await realpath(join(folder, 'results', 'latest')), 'result.json');
  return resultSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** Starts the scenario, and calls `then` with its run's processes once the links are cut. */
async function whileCut(then: (harness: ReturnType<typeof chaosRun>, pids: readonly number[]) => unknown) {
  const harness = chaosRun(await scenario(60_000, 60_000));
  let progress = '';
  await new Promise<void>((resolve) => {
    harness.stderr.on('data', (chunk) => {
      progress += String(chunk);
      if (progress.includes('Injecting faults')) resolve();
    });
    harness.stderr.on('end', resolve);
  });
  // The cut is the window's first act.
  await sleep(1_000);
  const record = (await listRuns()).find((run) => run.harness.pid === harness.pid);
  await then(harness, record?.children.map(({ pid }) => pid) ?? []);
  return { ...(await harness), pids: record?.children.map(({ pid }) => pid) ?? [] };
}

async function commandOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
}

describe.skipIf(noToxiproxy)('gossip-bench chaos run (needs toxiproxy-server)', () => {
  it('cuts a live cluster in two, proves it, heals it, and measures how it becomes whole', async () => {
    const { exitCode } = await chaosRun(await scenario(3_000, 2_000));
    const { state, verdict, metrics, faults } = await latestResult();
    expect(state).toBe('completed');
    expect(metrics.recovery?.reachDuringFault?.acrossSides).toBe(0);
    expect(metrics.recovery?.convergenceAfterHealMs).toEqual(expect.any(Number));
    expect(metrics.invariants?.lostUpdates.fromLiveOrigin).toBe(0);
    expect(faults).toMatchObject([{ name: 'cut', confirmed: true, links: 8 }]);
    expect(exitCode).toBe({ pass: 0, fail: 1, unknown: 4 }[verdict.status]);
  });

  it('at Ctrl-C during a partition keeps what was measured, ends all, and exits with 130', async () => {
    const { exitCode, pids } = await whileCut((harness) => harness.kill('SIGINT'));
    expect(exitCode).toBe(130);
    expect(await latestResult()).toMatchObject({ state: 'interrupted', verdict: { status: 'unknown' } });
    expect(pids.length).toBeGreaterThan(4);
    for (const pid of pids) expect(await commandOf(pid)).toBe('');
  });

  it('says that Toxiproxy is gone when it is killed during a partition, and ends all', async () => {
    const { exitCode, stderr, pids } = await whileCut(async (_, children) => {
      for (const pid of children) {
        if ((await commandOf(pid)).startsWith('toxiproxy')) process.kill(pid, 'SIGKILL');
      }
    });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/Error: .*Toxiproxy/i);
    const { verdict } = await latestResult();
    expect(verdict.status).toBe('unknown');
    expect(verdict.reasons.join(' ')).toMatch(/Toxiproxy/i);
    for (const pid of pids) expect(await commandOf(pid)).toBe('');
  });
});

describe('gossip-bench chaos validate refuses', () => {
  it.each([
    ['a node that does not exist', 'fault: kill, targets: n9', 'unknown node n9; the nodes are n0 to n3'],
    ['more than all', 'fault: kill, targets: 120%', 'expected a share above 0% and up to 100%, got 120%'],
    ['a fault that there is none of', 'fault: earthquake', 'chaos.steps.0.fault'],
  ])('%s, with file, line and column', async (_, step, message) => {
    const path = join(folder, 'bad.yaml');
    await writeFile(
      path,
      `cluster: { nodes: 4 }\nchaos:\n  window: 10s\n  steps:\n    - { name: a, at: 1s, ${step} }\n`,
    );
    const { exitCode, stderr } = await gossipBench('chaos', 'validate', path);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(new RegExp(`^Error: ${path}:5:\\d+: `));
    expect(stderr).toContain(message);
  });
});
