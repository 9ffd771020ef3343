import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { installPackages, refreshPackageLists } from './apt.js';

let folder: string;
let log: string;
const notices: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-apt-'));
  log = join(folder, 'apt.log');
  notices.length = 0;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Puts a program in apt-get's place: the real one would change the machine that runs the tests. */
async function aptGet(script: string): Promise<void> {
  await writeFile(join(folder, 'apt-get'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
}

const hooks = (signal = new AbortController().signal) => ({
  log,
  signal,
  onNotice: (text: string) => void notices.push(text),
});

test('packages are installed without questions and recommendations, and the log has all that was said', async () => {
  await aptGet('echo "$DEBIAN_FRONTEND: $@"; echo "careful" >&2');
  await writeFile(log, 'of an earlier fix\n');
  await refreshPackageLists(hooks());
  await installPackages(['docker.io', 'iptables'], hooks());
  expect((await readFile(log, 'utf8')).split('\n').filter((line) => line !== 'careful')).toEqual([
    expect.stringMatching(/^noninteractive: .* update$/),
    expect.stringMatching(/^noninteractive: .* install -y --no-install-recommends docker\.io iptables$/),
    '',
  ]);
  expect(notices).toEqual([
    expect.stringContaining('apt-get update'),
    expect.stringContaining('Installing docker.io, iptables'),
  ]);
});

test('a failure tells the last words of apt-get, and where the rest is', async () => {
  await aptGet('echo "E: Unable to locate package docker.io" >&2; exit 100');
  await expect(installPackages(['docker.io'], hooks())).rejects.toMatchObject({
    code: 'ENGINE_UNAVAILABLE',
    message: expect.stringMatching(/exit code 100.*\nE: Unable to locate package docker\.io$/s),
    remedy: expect.stringContaining(log),
  });
});

test('an interruption ends apt-get, with its own reason', async () => {
  await aptGet('echo started; exec tail -f /dev/null');
  const controller = new AbortController();
  const installing = installPackages(['docker.io'], hooks(controller.signal));
  const outcome = expect(installing).rejects.toThrow('interrupted');
  await expect.poll(() => readFile(log, 'utf8').catch(() => '')).toContain('started');
  controller.abort(new Error('interrupted'));
  await outcome;
});
