import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DaemonStart, startDaemon } from './daemon.js';
import { runningDaemon } from './engine.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-daemon-'));
});
afterEach(() => rm(folder, { recursive: true }));

const start = (script: string, part: Partial<DaemonStart> = {}): Promise<number> =>
  startDaemon({
    dockerd: '/bin/sh',
    args: ['-c', script],
    log: join(folder, 'logs', 'daemon.log'),
    host: `unix://${join(folder, 'socket')}`,
    limitMs: 20_000,
    signal: new AbortController().signal,
    ...part,
  });

/** Lives on, and has the folder in its command line. */
const lingering = (): string => `exec tail -f /dev/null ${folder}`;

/** Waits until no process has the folder in its command line. */
async function noneOfFolder(): Promise<void> {
  await expect.poll(() => commandLines().filter((line) => line.includes(folder))).toEqual([]);
}

function commandLines(): string[] {
  return execaSync('ps', ['-eo', 'args']).stdout.split('\n');
}

test('a daemon that ends at once is told with its exit code and its last words', async () => {
  const starting = start('echo no control groups are mounted >&2; exit 7');
  await expect(starting).rejects.toMatchObject({
    code: 'ENGINE_UNAVAILABLE',
    message: expect.stringMatching(/exit code 7.*\nno control groups are mounted$/s),
    remedy: expect.stringContaining('daemon.log'),
  });
});

test('a daemon that does not answer in time is ended', async () => {
  await expect(start(lingering(), { limitMs: 0 })).rejects.toMatchObject({
    message: expect.stringContaining('no answer within 0 s'),
  });
  await noneOfFolder();
});

test('what is no program is told as what does not start', async () => {
  await expect(start('', { dockerd: join(folder, 'no-dockerd') })).rejects.toMatchObject({
    code: 'ENGINE_UNAVAILABLE',
    message: expect.stringContaining('ENOENT'),
  });
});

test('an interruption ends the daemon that is starting, with its own reason', async () => {
  const controller = new AbortController();
  const starting = start(lingering(), { signal: controller.signal });
  controller.abort(new Error('interrupted'));
  await expect(starting).rejects.toThrow('interrupted');
  await noneOfFolder();
});

test('a pid file counts only where its process is a dockerd', async () => {
  const files = ['stale', 'foreign'].map((name) => join(folder, name));
  await writeFile(files[0]!, '999999999\n');
  await writeFile(files[1]!, `${process.pid}\n`);
  expect(await runningDaemon([join(folder, 'none'), ...files])).toBeUndefined();
});
