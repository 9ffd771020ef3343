import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { detectEngine } from '../../../nodes/runtime/docker/engine/engine.js';
import { describeWithEngine } from '../../../nodes/runtime/docker/testing/engine-available.js';
import { findExecutable, systemFolders } from '../find-executable.js';
import { startDaemon } from './daemon.js';
import { runningDaemon } from './engine.js';

const dockerd = findExecutable('dockerd', process.env, systemFolders);
const canStart = dockerd !== undefined && process.getuid?.() === 0;

/** Shares nothing with the machine's own engine: neither files, nor containers, nor rules of the firewall. */
const apart = (folder: string, host: string): string[] => [
  ...[
    '--data-root',
    join(folder, 'data'),
    '--exec-root',
    join(folder, 'exec'),
    '--pidfile',
    join(folder, 'pid'),
  ],
  ...['--host', host, '--bridge', 'none', '--iptables=false', '--ip-forward=false'],
  ...[
    '--containerd-namespace',
    'gossip-bench-test',
    '--containerd-plugins-namespace',
    'gossip-bench-test-plugins',
  ],
];

describeWithEngine('the engine as a daemon', () => {
  test.skipIf(!canStart)(
    'answers in a session of its own (needs dockerd and root)',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'gossip-bench-dockerd-'));
      const host = `unix://${join(folder, 'socket')}`;
      const signal = new AbortController().signal;
      const log = join(folder, 'log');
      const args = apart(folder, host);
      const pid = await startDaemon({ dockerd: dockerd!, args, log, host, limitMs: 120_000, signal });
      try {
        expect(await detectEngine(3_000, host)).toMatchObject({ available: true, os: 'linux' });
        expect(await runningDaemon([join(folder, 'pid')])).toBe(pid);
        // proc(5): pid (comm) state ppid pgrp session
        const session = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[3];
        expect(session).toBe(String(pid));
      } finally {
        process.kill(pid, 'SIGTERM');
        await gone(pid, 120_000);
        await rm(folder, { recursive: true });
      }
    },
    120_000,
  );
});

async function gone(pid: number, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) throw new Error(`process ${pid} is still there after ${limitMs} ms`);
    await sleep(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // ESRCH
    return false;
  }
}
