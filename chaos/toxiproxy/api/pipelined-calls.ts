import { createRequire } from 'node:module';
import type { Client } from 'undici';

export interface PipelinedCall {
  readonly method: 'POST' | 'DELETE';
  /** With its leading slash. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object;
}

const require = createRequire(import.meta.url);
const json = { 'content-type': 'application/json' };

/**
 * Sends HTTP calls over one connection without waiting for answers in between (RFC 9112, 9.3.2); Toxiproxy's
 * server carries them out in order. A client that waits for each answer takes several times the CPU, which spreads the
 * moments of many changes where nodes fill the machine.
 *
 * `answered` is called with a call's place in `calls` and its HTTP status. Resolves when all are answered, when the
 * connection breaks, or when it is silent for `limitMs`: a call without an answer may or may not have been carried out.
 */
export function callInOneGo(
  origin: string,
  calls: readonly PipelinedCall[],
  limitMs: number,
  answered: (index: number, status: number) => void,
): Promise<void> {
  const client = connect(origin, calls.length, limitMs);
  return new Promise((resolve) => {
    let open = calls.length;
    // Undici would repeat what stands behind a failed call on a new connection. Not at once: its handler of a broken connection
    // does not bear a client that is destroyed within.
    const end = (): void => queueMicrotask(() => void client.destroy().then(resolve));
    calls.forEach((call, index) => {
      let status = 0;
      client.dispatch(requestOf(call), {
        onRequestStart: () => undefined,
        onResponseStart: (_, code) => {
          status = code;
        },
        onResponseData: () => undefined,
        onResponseEnd: () => {
          answered(index, status);
          open -= 1;
          if (open === 0) end();
        },
        onResponseError: end,
      });
    });
  });
}

function connect(origin: string, pipelining: number, limitMs: number): Client {
  // Loaded when somebody connects, as in limited-http-client.ts.
  const { Client: Connection } = require('undici') as { readonly Client: typeof Client };
  return new Connection(origin, {
    pipelining,
    headersTimeout: limitMs,
    bodyTimeout: limitMs,
  });
}

/** All of Toxiproxy's calls may be carried out twice, and so may be pipelined. */
const requestOf = ({ method, path, body }: PipelinedCall) => ({
  method,
  path,
  idempotent: true,
  blocking: false,
  ...(body && { headers: json, body: JSON.stringify(body) }),
});
