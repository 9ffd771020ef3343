import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { builtProgram, runsFromSource } from '../../../package-root.js';

/** What the harness says to the reaper when nothing is left to do; an end of the pipe without it means the harness died. */
export const farewell = 'done';
const farewellLimitMs = 3_000;

export interface Reaper {
  /** The run has ended in order; resolves when the reaper has ended, too. */
  done(): Promise<void>;
  /** The run cannot be removed from here: the reaper is to do it, as if this process had died. */
  takeOver(): void;
}

/**
 * Starts the process that removes what is left of the run when this one dies without a farewell (SIGKILL). It has a
 * session of its own, so Ctrl-C does not reach it. To be started before the run's first object in the engine.
 */
export function startReaper(runId: string, engineHost: string | undefined): Reaper {
  // The sources run under tsx, the build under Node alone.
  const main = runsFromSource
    ? fileURLToPath(new URL('./reaper-main.ts', import.meta.url))
    : builtProgram('nodes/runtime/docker/removal/reaper-main');
  const loader = runsFromSource ? ['--import', import.meta.resolve('tsx')] : [];
  const engine = engineHost === undefined ? {} : { DOCKER_HOST: engineHost };
  const child = spawn(process.execPath, [...loader, main, runId], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...engine },
  });
  // It must not keep this process from ending.
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  // EPIPE: somebody has ended it; then there is nobody to say farewell to.
  child.stdin.on('error', () => undefined);
  return {
    async done() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      const ended = once(child, 'exit');
      child.stdin.end(`${farewell}\n`);
      await Promise.race([ended, sleep(farewellLimitMs, undefined, { ref: false })]);
      child.unref();
    },
    takeOver: () => child.stdin.end(),
  };
}
