import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../coded-error.js';
import { logTail } from '../start/log-tail.js';

const answerLimitMs = 15_000;
const askAgainMs = 10;

/** In the folder of a run's logs. */
export const toxiproxyLogName = 'toxiproxy.log';

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
    { remedy: '`gossip-bench doctor` reports which Toxiproxy server it found.' },
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
