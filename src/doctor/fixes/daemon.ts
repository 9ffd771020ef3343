import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../../nodes/coded-error.js';
import { detectEngine } from '../../../nodes/runtime/docker/engine/engine.js';
import { logTail } from '../../../nodes/runtime/start/log-tail.js';
import { systemFolders } from '../find-executable.js';

const askEveryMs = 200;
const answerLimitMs = 2_000;

export interface DaemonStart {
  readonly dockerd: string;
  readonly args: readonly string[];
  /** Where the daemon says what it does, as long as it lives. */
  readonly log: string;
  /** Where it will answer, as in DOCKER_HOST; by default where Docker's own client would look. */
  readonly host?: string;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * Starts the engine as a daemon: in a session of its own, so that it outlives this process and its terminal. Waits
 * until it answers; returns its pid. One that does not answer in time is ended.
 * @throws CodedError ENGINE_UNAVAILABLE with the end of its log; the signal's reason.
 */
export async function startDaemon(start: DaemonStart): Promise<number> {
  try {
    const daemon = await launch(start);
    await answering(daemon, start);
    daemon.unref();
    return daemon.pid as number;
  } catch (error) {
    start.signal.throwIfAborted();
    throw await startFailed(start, error as Error);
  }
}

async function answering(daemon: ChildProcess, { host, limitMs, signal }: DaemonStart): Promise<void> {
  const settled = new AbortController();
  const waiting = AbortSignal.any([signal, settled.signal]);
  try {
    await Promise.race([awaitEngine({ host, limitMs, signal: waiting }), ended(daemon, waiting)]);
  } catch (error) {
    daemon.kill('SIGTERM');
    throw error;
  } finally {
    settled.abort();
  }
}

async function launch({ dockerd, args, log }: DaemonStart): Promise<ChildProcess> {
  await mkdir(dirname(log), { recursive: true });
  const output = await open(log, 'a');
  try {
    const daemon = spawn(dockerd, args, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      // It calls iptables, which is not on everybody's PATH.
      env: { ...process.env, PATH: [process.env.PATH, ...systemFolders].join(':') },
    });
    await once(daemon, 'spawn');
    return daemon;
  } finally {
    await output.close();
  }
}

async function ended(daemon: ChildProcess, signal: AbortSignal): Promise<never> {
  // It may have ended before anybody listened.
  if (daemon.exitCode === null && daemon.signalCode === null) await once(daemon, 'exit', { signal });
  const { exitCode: code, signalCode: killedBy } = daemon;
  throw new Error(code === null ? `it was ended by ${killedBy}` : `it ended with exit code ${code}`);
}

export interface EngineWait {
  readonly host?: string | undefined;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** @throws Error when no engine answers within `limitMs`; the signal's reason. */
export async function awaitEngine({ host, limitMs, signal }: EngineWait): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const engine = await detectEngine(answerLimitMs, host);
    if (engine.available) return;
    if (performance.now() > deadline)
      throw new Error(`no answer within ${limitMs / 1000} s (${engine.reason})`);
    await sleep(askEveryMs, undefined, { signal });
  }
}

async function startFailed({ dockerd, log }: DaemonStart, cause: Error): Promise<CodedError> {
  return new CodedError(
    'ENGINE_UNAVAILABLE',
    `${dockerd} does not start: ${cause.message}; last lines of its log:\n${await logTail(log)}`,
    { remedy: `Its log is ${log}. \`gossip-bench run --runtime process\` needs no engine.`, cause },
  );
}
