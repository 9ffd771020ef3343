import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identifyProcess, isAlive } from './process-identity.js';
import { forgetRun, listRuns, RegisteredRun, runRegistryDirectory } from './run-registry.js';

let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'gossip-bench-state-')), 'runs');
});
afterEach(() => rm(join(directory, '..'), { recursive: true }));

test('a run is on record from its beginning to its end', async () => {
  expect(await listRuns(directory)).toEqual([]);
  const run = await RegisteredRun.begin('r/1', 'docker', directory);
  const other = await RegisteredRun.begin('r2', 'process', directory);
  expect((await listRuns(directory)).map(({ runId }) => runId).sort()).toEqual(['r/1', 'r2']);
  await run.end();
  expect(await listRuns(directory)).toMatchObject([
    { runId: 'r2', runtime: 'process', harness: { pid: process.pid }, children: [] },
  ]);
  await other.end();
  await other.end();
  expect(await readdir(directory)).toEqual([]);
});

test('children are added as they start; one that has ended is left out', async () => {
  const run = await RegisteredRun.begin('r1', 'process', directory);
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  await Promise.all([run.addChildren([process.pid]), run.addChildren([process.ppid, child.pid ?? 0])]);
  const [record] = await listRuns(directory);
  expect(record?.children.map(({ pid }) => pid).sort()).toEqual([process.pid, process.ppid].sort());
});

test('a record that cannot be read is passed over', async () => {
  await RegisteredRun.begin('r1', 'process', directory);
  await writeFile(join(directory, 'torn.json'), '{"runId":');
  expect(await listRuns(directory)).toHaveLength(1);
  await forgetRun('r1', directory);
  expect(await listRuns(directory)).toEqual([]);
});

test('a process is alive only as itself: the same id with another start time is another process', async () => {
  const identity = await identifyProcess(process.pid);
  if (identity === undefined) throw new Error('this process is not found');
  expect(await isAlive(identity)).toBe(true);
  expect(await isAlive({ ...identity, startTime: '1' })).toBe(false);
});

test.each([
  [{ GOSSIP_BENCH_STATE_DIR: '/a', XDG_STATE_HOME: '/b' }, '/a/runs'],
  [{ XDG_STATE_HOME: '/b' }, '/b/gossip-bench/runs'],
])('the registry of %j is in %s', (environment, expected) => {
  expect(runRegistryDirectory(environment)).toBe(expected);
});
