import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpClient, type HttpResponse } from 'toxiproxy-node-client/dist/HttpClient.js';
import type { Dispatcher, Pool } from 'undici';
import { type CallFailure, ToxiproxyCallError } from './call-error.js';

/** How many calls are under way at once, each on a kept-alive connection: where 50 nodes fill the machine, each call waits for its turn several times. */
export const callsAtOnce = 128;

const require = createRequire(import.meta.url);

export function keepAlivePool(apiUrl: string): Dispatcher {
  // Some hundred files, of which a run without Toxiproxy needs none: loaded when somebody connects.
  const { Pool: Connections } = require('undici') as { readonly Pool: typeof Pool };
  return new Connections(new URL(apiUrl).origin, { connections: callsAtOnce, pipelining: 1 });
}

/** Waits before a call whose connection broke is repeated. */
const retryAfterMs = [50, 200];
const json = { 'content-type': 'application/json' };
/** Undici's names for an answer that does not come, or does not go on. */
const lateCodes: ReadonlySet<unknown> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  /** JSON. */
  readonly content?: string;
  /** How often it was tried before. */
  readonly attempt: number;
}

/**
 * The client library's HTTP has no time limit, opens a connection for as many calls as there are, and drops the
 * server's words. This one has a limit for each call, keeps its connections alive, repeats a call whose
 * connection broke (all of Toxiproxy's calls may be carried out twice), and fails with a ToxiproxyCallError.
 */
export class LimitedHttpClient extends HttpClient {
  readonly #origin: string;
  readonly #pool: Dispatcher;
  readonly #limitMs: number;

  constructor(apiUrl: string, limitMs: number, pool = keepAlivePool(apiUrl)) {
    super();
    this.#origin = new URL(apiUrl).origin;
    this.#pool = pool;
    this.#limitMs = limitMs;
  }

  override get<T>(url: string): Promise<HttpResponse<T>> {
    return this.#send({ method: 'GET', url, attempt: 0 }).then(parse<T>);
  }

  override post<T>(url: string, body?: unknown): Promise<HttpResponse<T>> {
    const content = body === undefined ? {} : { content: JSON.stringify(body) };
    return this.#send({ method: 'POST', url, ...content, attempt: 0 }).then(parse<T>);
  }

  override async delete(url: string): Promise<void> {
    await this.#send({ method: 'DELETE', url, attempt: 0 });
  }

  override getText(url: string): Promise<string> {
    return this.#send({ method: 'GET', url, attempt: 0 });
  }

  /** The answer's text. */
  #send(call: Call): Promise<string> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let status = 0;
      const answered = (): void => {
        const text = String(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
        if (status >= 200 && status <= 299) resolve(text);
        else reject(refused(call, status, text));
      };
      this.#pool.dispatch(this.#options(call), {
        // Undici's own request() makes a stream of every answer, which costs as much as the rest of the call.
        onRequestStart: () => undefined,
        onResponseStart: (_, code) => {
          status = code;
        },
        onResponseData: (_, chunk) => void chunks.push(chunk),
        onResponseEnd: answered,
        onResponseError: (_, error) => this.#broken(call, error).then(resolve, reject),
      });
    });
  }

  /** A call without an answer is not repeated: Toxiproxy hangs. */
  async #broken(call: Call, cause: Error): Promise<string> {
    if (lateCodes.has((cause as NodeJS.ErrnoException).code)) {
      throw failed(call, 'timeout', `gave no answer within ${this.#limitMs} ms`, cause);
    }
    const pauseMs = retryAfterMs[call.attempt];
    if (pauseMs === undefined)
      throw failed(call, 'connection', `cannot be reached (${cause.message})`, cause);
    await sleep(pauseMs);
    return this.#send({ ...call, attempt: call.attempt + 1 });
  }

  #options({ method, url, content }: Call): Dispatcher.DispatchOptions {
    return {
      method,
      path: url.slice(this.#origin.length),
      ...(content === undefined ? {} : { headers: json, body: content }),
      headersTimeout: this.#limitMs,
      bodyTimeout: this.#limitMs,
    };
  }
}

const parse = <T>(text: string): HttpResponse<T> => ({
  data: (text === '' ? undefined : JSON.parse(text)) as T,
});

function failed(
  { method, url }: Call,
  failure: CallFailure,
  what: string,
  cause: unknown,
): ToxiproxyCallError {
  return new ToxiproxyCallError(failure, `Toxiproxy ${what} on ${method} ${url}`, { cause });
}

function refused({ method, url, attempt }: Call, status: number, text: string): ToxiproxyCallError {
  const message = `Toxiproxy refused ${method} ${url}: ${status} ${serverWords(text)}`;
  return new ToxiproxyCallError('refused', message, { status, repeated: attempt > 0 });
}

/** The text in `{"error": …}`, else the answer as it is. */
function serverWords(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    if (typeof error === 'string') return error;
  } catch {
    // Not of the API itself: a proxy on the way, or the empty answer of its time limit.
  }
  return text.trim() === '' ? 'without a word' : text.trim().slice(0, 200);
}
