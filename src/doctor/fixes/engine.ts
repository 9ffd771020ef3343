import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { CodedError } from '../../../nodes/coded-error.js';
import { detectEngine } from '../../../nodes/runtime/docker/engine/engine.js';
import { findExecutable, systemFolders } from '../find-executable.js';
import { awaitEngine, startDaemon } from './daemon.js';

const limitMs = 60_000;
const answerLimitMs = 3_000;
/** Of dockerd itself, and of Debian's init script, which may have started it when the package was installed. */
const pidFiles = ['/var/run/docker.pid', '/var/run/docker-ssd.pid'] as const;

export interface EngineHooks {
  readonly log: string;
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Makes an engine answer; returns how. Installing its package may have started it already.
 * @throws CodedError ENGINE_UNAVAILABLE; the signal's reason.
 */
export async function startEngine(by: 'systemctl' | 'dockerd', hooks: EngineHooks): Promise<string> {
  if ((await detectEngine(answerLimitMs)).available)
    return 'The engine answers; installing its package started it.';
  if (by === 'systemctl') return startService(hooks);
  const running = await runningDaemon(pidFiles);
  if (running !== undefined) return awaitRunning(running, hooks);
  return startOwn(hooks);
}

async function startOwn({ log, onNotice, signal }: EngineHooks): Promise<string> {
  const dockerd = findExecutable('dockerd', process.env, systemFolders);
  if (dockerd === undefined) {
    throw new CodedError('ENGINE_UNAVAILABLE', `no dockerd on PATH or in ${systemFolders.join(', ')}`, {
      remedy: 'Install Docker Engine, then run `gossip-bench doctor --fix` again.',
    });
  }
  onNotice(`Starting ${dockerd}, whose log is ${log} …`);
  const pid = await startDaemon({ dockerd, args: [], log, limitMs, signal });
  return `Started ${dockerd} (pid ${pid}); its log is ${log}.`;
}

async function startService({ onNotice, signal }: EngineHooks): Promise<string> {
  onNotice('Starting the service docker (systemctl start docker) …');
  try {
    await execa('systemctl', ['start', 'docker'], {
      timeout: limitMs,
      stdin: 'ignore',
      cancelSignal: signal,
    });
    await awaitEngine({ limitMs, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new CodedError(
      'ENGINE_UNAVAILABLE',
      `the service docker does not start: ${(error as Error).message}`,
      {
        remedy: 'See `journalctl -u docker -n 30`.',
        cause: error,
      },
    );
  }
  return 'Started the service docker.';
}

async function awaitRunning(pid: number, { onNotice, signal }: EngineHooks): Promise<string> {
  onNotice(`Waiting for the running dockerd (pid ${pid}) …`);
  try {
    await awaitEngine({ limitMs, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new CodedError('ENGINE_UNAVAILABLE', `dockerd runs (pid ${pid}), but ${(error as Error).message}`, {
      remedy: 'See its log, or stop it and run `gossip-bench doctor --fix` again.',
      cause: error,
    });
  }
  return `The dockerd that was running (pid ${pid}) answers now.`;
}

/** The first pid in those files whose process is a dockerd and alive: pids are used again. */
export async function runningDaemon(files: readonly string[]): Promise<number | undefined> {
  for (const file of files) {
    try {
      const pid = Number((await readFile(file, 'utf8')).trim());
      const name = await readFile(`/proc/${pid}/comm`, 'utf8');
      if (name.trim() === 'dockerd') return pid;
    } catch {
      // No pid file, or no such process: not this one.
    }
  }
  return undefined;
}
