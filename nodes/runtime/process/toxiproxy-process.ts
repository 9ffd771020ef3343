import { mkdir, open } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../coded-error.js';
import { logTail } from '../log-tail.js';
import { type GuardedCommand, GuardProcess } from './guard-process.js';
import { loopback } from './port-block.js';

const answerLimitMs = 15_000;
const askAgainMs = 10;

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
  const logPath = join(logDirectory, 'toxiproxy.log');
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
    `Toxiproxy did not come up: ${reason}; its log is ${logPath}`,
    {
      remedy: 'gossip-bench doctor tells which Toxiproxy server it found.',
    },
  );
}

/**
 * Waits for Toxiproxy's API; the answer is the server's version.
 * @throws CodedError TOXIPROXY_UNAVAILABLE; the signal's reason.
 */
export async function awaitToxiproxy(apiUrl: string, logPath: string, signal: AbortSignal): Promise<string> {
  const deadline = performance.now() + answerLimitMs;
  while (performance.now() < deadline) {
    const version = await askVersion(apiUrl);
    if (version !== undefined) return version;
    await sleep(askAgainMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  throw new CodedError(
    'TOXIPROXY_UNAVAILABLE',
    `no answer from Toxiproxy at ${apiUrl} within ${answerLimitMs} ms: ${await logTail(logPath)}`,
    { remedy: 'gossip-bench doctor tells which Toxiproxy server it found.' },
  );
}

function askVersion(apiUrl: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get(`${apiUrl}/version`, { timeout: 1000, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve(readVersion(text)));
      response.on('error', () => resolve(undefined));
    });
    request.on('timeout', () => request.destroy());
    // Not listening yet.
    request.on('error', () => resolve(undefined));
  });
}

/** `{"version": "2.12.0"}`; servers before 2.6 answer the bare number. */
function readVersion(text: string): string {
  return /\d+\.\d+\.\d+|git/.exec(text)?.[0] ?? text.trim();
}
