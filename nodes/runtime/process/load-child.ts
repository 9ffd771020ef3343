import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { GuardProcess } from '../clean-up/guard-process.js';
import type { LoadProcess } from '../load-process.js';

const lastLogBytes = 2_000;

/** The load generator as a child process; it ends with its input, and so with the harness. */
export function startLoadChild(
  bundle: string,
  reach: Pick<LoadProcess, 'targets' | 'token'>,
  guard: Pick<GuardProcess, 'watch' | 'unwatch'>,
): LoadProcess {
  const child = spawn(process.execPath, [bundle], { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const { pid, stdin, stdout, stderr } = child;
  if (pid !== undefined) guard.watch(pid);
  // Its id may be another process's afterwards.
  const exited = untilExit(child).then(() => pid !== undefined && guard.unwatch(pid));
  let log = '';
  stderr.on('data', (chunk: Buffer) => {
    log = `${log}${chunk.toString('utf8')}`.slice(-lastLogBytes);
  });
  // EPIPE when it has ended, which the end of its lines shows.
  stdin.on('error', () => undefined);
  return {
    ...reach,
    lines: createInterface({ input: stdout }),
    lastLog: () => log.trim(),
    send: (line) => void stdin.write(`${line}\n`),
    end: async () => {
      // It holds nothing that an orderly end would save.
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** One that could not be spawned has no exit. */
async function untilExit(child: ChildProcess): Promise<void> {
  await Promise.race([once(child, 'exit'), once(child, 'error')]);
}
