import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { packageRoot } from '../nodes/package-root.js';
import { removeStaleStagings } from '../nodes/runtime/clean-up/staging.js';
import { deadline } from '../nodes/testing/deadline.js';

/** The built command line: `npm test` builds before it tests. */
const cli = join(packageRoot(), 'dist', 'src', 'cli.js');
const isLinux = process.platform === 'linux';

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gossip-bench-killed-build-'));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const pid of compilers()) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true });
});

const environment = () => ({
  ...process.env,
  GOSSIP_BENCH_CACHE_DIR: join(folder, 'cache'),
  GOSSIP_BENCH_STATE_DIR: join(folder, 'state'),
});

/** A node whose build never ends: one compiler in its group, and one in a session of its own. */
function endlessNode(): string {
  const node = join(folder, 'endless');
  mkdirSync(node);
  const compile = `exec -a ${folder} sleep 600`;
  writeFileSync(
    join(node, 'gossip-node.yaml'),
    `name: endless\nbuild: { steps: [[bash, -c, "setsid bash -c '${compile}' & ${compile}"]] }\ncommand: ['{out}/node']\n`,
  );
  return node;
}

/** Processes whose name is the test's folder. */
function compilers(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(`${folder}\0`);
      } catch {
        return false; // It has ended.
      }
    });
}

const builds = (): string[] => readdirSync(join(folder, 'cache', 'nodes'));

async function build(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [cli, 'node', 'check', endlessNode()], {
    env: environment(),
    stdio: 'ignore',
  });
  started.push(child);
  await vi.waitFor(() => expect(compilers()).toHaveLength(2), deadline);
  return child;
}

it.runIf(isLinux)(
  'a build whose program is killed with SIGKILL ends with all its processes, and leaves no folder',
  async () => {
    const child = await build();
    expect(builds()).toHaveLength(1);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(compilers()).toEqual([]), deadline);
    await vi.waitFor(() => expect(builds()).toEqual([]), deadline);
  },
);

it.runIf(isLinux)('one whose guard was killed, too, is stale at once, and not before', async () => {
  const child = await build();
  const cache = join(folder, 'cache', 'nodes');
  expect(await removeStaleStagings(cache)).toEqual([]);
  expect(compilers()).toHaveLength(2);
  process.kill(guardOf(child.pid!), 'SIGKILL');
  child.kill('SIGKILL');
  await vi.waitFor(() => expect(child.signalCode).toBe('SIGKILL'), deadline);
  const left = builds();
  expect(await removeStaleStagings(cache)).toEqual(left);
  expect(builds()).toEqual([]);
  await vi.waitFor(() => expect(compilers()).toEqual([]), deadline);
});

function guardOf(parent: number): number {
  const [pid] = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
    .filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('guard.mjs'));
  if (pid === undefined) throw new Error('no guard runs');
  return pid;
}
