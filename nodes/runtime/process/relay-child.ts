import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { GuardProcess } from '../clean-up/guard-process.js';
import { type RelayDoor, RelayLines } from '../relay-door.js';

export interface RelayChild {
  readonly door: RelayDoor;
  readonly pid: number | undefined;
  /** Ends it, and waits until it is gone. */
  end(): Promise<void>;
}

export interface RelayChildOptions {
  readonly bundle: string;
  readonly seed: number;
  readonly logDirectory: string;
  readonly guard: Pick<GuardProcess, 'watch' | 'unwatch'>;
  /** Called when it ends without having been asked to. */
  readonly lost: (reason: string) => void;
}

/** The program of the UDP relays as a child process. It ends with its input, and so with the harness. */
export async function startRelayChild(options: RelayChildOptions): Promise<RelayChild> {
  const { bundle, seed, logDirectory, guard, lost } = options;
  const log = await open(join(logDirectory, 'udp-relay.log'), 'a');
  // A session of its own: Ctrl-C in the terminal is for the harness, which then ends the run in order.
  const child = spawn(process.execPath, [bundle, String(seed)], {
    stdio: ['pipe', 'pipe', log.fd],
    detached: true,
    env: {},
  });
  await log.close();
  const { pid, stdin, stdout } = child;
  if (pid !== undefined) guard.watch(pid);
  const lines = new RelayLines((line) => void stdin?.write(`${line}\n`));
  // EPIPE when it has ended, which its exit tells.
  stdin?.on('error', () => undefined);
  if (stdout) createInterface({ input: stdout }).on('line', (line) => lines.take(line));
  let isAsked = false;
  const ended = Promise.race([once(child, 'exit'), once(child, 'error')]).then(
    ([code, signal]) => (signal ? `killed by ${signal}` : `ended with exit code ${code}`),
    (error: Error) => error.message,
  );
  void ended.then((reason) => {
    if (pid !== undefined) guard.unwatch(pid);
    lines.end(reason);
    if (!isAsked) lost(reason);
  });
  return {
    door: lines,
    pid,
    async end() {
      isAsked = true;
      // It holds nothing that an orderly end would save.
      child.kill('SIGKILL');
      await ended;
    },
  };
}
