import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../coded-error.js';
import { type GuardedCommand, GuardProcess } from '../clean-up/guard-process.js';
import { toxiproxyLogName } from '../toxiproxy/await-toxiproxy.js';
import { loopback } from './port-block.js';

export interface StartedGuard {
  readonly guard: GuardProcess;
  readonly logPath: string;
}

/** The guard of a run, with Toxiproxy under it where `binary` is given. */
export async function startGuard(
  guardBundle: string,
  logDirectory: string,
  toxiproxy: { readonly binary: string; readonly apiPort: number } | undefined,
  toxiproxyEnded: (reason: string) => void,
): Promise<StartedGuard> {
  await mkdir(logDirectory, { recursive: true });
  const logPath = join(logDirectory, toxiproxyLogName);
  if (!toxiproxy)
    return { guard: new GuardProcess(guardBundle, undefined, 'ignore', () => undefined), logPath };
  const command: GuardedCommand = {
    command: toxiproxy.binary,
    args: ['-host', loopback, '-port', String(toxiproxy.apiPort)],
    // At its default level it logs every connection.
    env: { LOG_LEVEL: 'error' },
  };
  const log = await open(logPath, 'a');
  try {
    return { guard: new GuardProcess(guardBundle, command, log.fd, toxiproxyEnded), logPath };
  } finally {
    await log.close();
  }
}

export function toxiproxyEndedError(reason: string, logPath: string): CodedError {
  return new CodedError(
    'TOXIPROXY_UNAVAILABLE',
    `Toxiproxy did not start: ${reason}; its log is ${logPath}`,
    {
      remedy: '`gossip-bench doctor` reports which Toxiproxy server it found.',
    },
  );
}
