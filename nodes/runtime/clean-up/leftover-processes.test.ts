import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { markVariable } from '../../marked-processes.js';
import { deadline } from '../../testing/deadline.js';
import { endLeftoverProcesses } from './leftover-processes.js';
import { identifyProcess, type ProcessIdentity } from './process-identity.js';
import { listRuns, type RunRecord, runRegistryDirectory } from './run-registry.js';

let state: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'gossip-bench-state-'));
  vi.stubEnv('GOSSIP_BENCH_STATE_DIR', state);
  await mkdir(runRegistryDirectory());
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  vi.unstubAllEnvs();
  await rm(state, { recursive: true });
});

async function sleeper(): Promise<ProcessIdentity> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  const identity = await identifyProcess(child.pid ?? 0);
  if (identity === undefined) throw new Error('the child is not found');
  return identity;
}

async function ended(identity: ProcessIdentity): Promise<void> {
  await vi.waitFor(async () => expect(await identifyProcess(identity.pid)).toBeUndefined(), deadline);
}

async function record(fields: Partial<RunRecord>): Promise<void> {
  const whole: RunRecord = {
    runId: 'r1',
    runtime: 'process',
    host: hostname(),
    startedAt: new Date().toISOString(),
    harness: { pid: process.pid, startTime: 'of an earlier process with this id' },
    children: [],
    ...fields,
  };
  await writeFile(join(runRegistryDirectory(), `${whole.runId}.json`), JSON.stringify(whole));
}

test('the processes of a run whose harness is dead are ended, and its record goes', async () => {
  const child = await sleeper();
  await record({ children: [child] });
  expect(await endLeftoverProcesses({ force: false })).toEqual([{ runId: 'r1', pids: [child.pid] }]);
  await ended(child);
  expect(await listRuns()).toEqual([]);
});

test.runIf(process.platform === 'linux')('so is what carries its mark, whoever started it', async () => {
  const mark = 'a-mark-of-this-test';
  const marked = spawn('sleep', ['60'], {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, [markVariable]: `${mark}/n0/1` },
  });
  children.push(marked);
  await once(marked, 'spawn');
  const other = await sleeper();
  await record({ mark });
  expect(await endLeftoverProcesses({ force: false })).toEqual([{ runId: 'r1', pids: [marked.pid] }]);
  await vi.waitFor(() => expect(marked.signalCode).toBe('SIGKILL'), deadline);
  expect(await identifyProcess(other.pid)).toEqual(other);
});

test('a process that was given the id of a recorded one is not touched', async () => {
  const child = await sleeper();
  await record({ children: [{ ...child, startTime: '1' }] });
  expect(await endLeftoverProcesses({ force: false })).toEqual([{ runId: 'r1', pids: [] }]);
  expect(await identifyProcess(child.pid)).toEqual(child);
});

test('a run whose harness is alive stays, unless forced', async () => {
  const [child, harness] = [await sleeper(), await sleeper()];
  await record({ harness, children: [child] });
  expect(await endLeftoverProcesses({ force: false })).toEqual([]);
  expect(await endLeftoverProcesses({ force: true })).toEqual([{ runId: 'r1', pids: [child.pid] }]);
  expect(await identifyProcess(harness.pid)).toEqual(harness);
});

test.each([{ host: 'another-machine' }, { runtime: 'docker' as const }])(
  'a run with %j stays',
  async (fields) => {
    const child = await sleeper();
    await record({ ...fields, children: [child] });
    expect(await endLeftoverProcesses({ force: true })).toEqual([]);
    expect(await identifyProcess(child.pid)).toEqual(child);
  },
);
