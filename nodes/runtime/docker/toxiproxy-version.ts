import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../coded-error.js';

const limitMs = 15_000;
const answerLimitMs = 5_000;
const askAgainMs = 15;

/**
 * Waits for Toxiproxy's API; its answer is the server's version.
 * @throws CodedError TOXIPROXY_UNAVAILABLE; the signal's reason.
 */
export async function awaitToxiproxy(apiUrl: string, signal: AbortSignal): Promise<string> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    signal.throwIfAborted();
    try {
      const response = await fetch(`${apiUrl}/version`, { signal: AbortSignal.timeout(answerLimitMs) });
      return /\d+\.\d+\.\d+|git/.exec(await response.text())?.[0] ?? 'unknown';
    } catch (error) {
      if (performance.now() > deadline) throw silent(apiUrl, error);
    }
    await sleep(askAgainMs);
  }
}

function silent(apiUrl: string, cause: unknown): CodedError {
  return new CodedError(
    'TOXIPROXY_UNAVAILABLE',
    `no answer from Toxiproxy at ${apiUrl} within ${limitMs} ms`,
    {
      remedy: 'toxiproxy.log in the run folder tells what it said.',
      cause,
    },
  );
}
