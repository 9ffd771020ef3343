import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { HttpClient, type HttpResponse } from 'toxiproxy-node-client/dist/HttpClient.js';
import { type CallFailure, ToxiproxyCallError } from './call-error.js';

/** How many calls are under way at once, each on a kept-alive connection: more do not make Toxiproxy faster. */
export const callsAtOnce = 32;

export const keepAliveAgent = (): Agent =>
  new Agent({ keepAlive: true, maxSockets: callsAtOnce, maxFreeSockets: callsAtOnce });

/** Waits before a call whose connection broke is repeated. */
const retryAfterMs = [50, 200];
const noBody = {};

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  /** JSON. A string goes out in one write with the headers. */
  readonly content?: string;
  /** How often it was tried before. */
  readonly attempt: number;
}

/**
 * The client library's HTTP has no time limit, opens a connection for as many calls as there are, and drops the
 * server's words. This one has a limit for each call, keeps at most 32 connections alive, repeats a call whose
 * connection broke (all of Toxiproxy's calls may be carried out twice), and fails with a ToxiproxyCallError.
 */
export class LimitedHttpClient extends HttpClient {
  readonly #origin: string;
  readonly #target: { readonly agent: Agent; readonly hostname: string; readonly port: string };
  readonly #limitMs: number;

  constructor(apiUrl: string, limitMs: number, agent = keepAliveAgent()) {
    super();
    const { origin, hostname, port } = new URL(apiUrl);
    this.#origin = origin;
    this.#target = { agent, hostname: hostname.replace(/^\[|\]$/g, ''), port };
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
      const fail = (failure: CallFailure, what: string, cause?: unknown): void => {
        clearTimeout(timer);
        const pauseMs = failure === 'connection' ? retryAfterMs[call.attempt] : undefined;
        const again = (): Promise<void> =>
          this.#send({ ...call, attempt: call.attempt + 1 }).then(resolve, reject);
        if (pauseMs === undefined) reject(failed(call, failure, what, cause));
        else setTimeout(again, pauseMs);
      };
      const sent = request(this.#options(call), (response) => {
        readText(response, (text) => {
          clearTimeout(timer);
          const status = response.statusCode ?? 0;
          if (status >= 200 && status <= 299) resolve(text);
          else reject(refused(call, status, text));
        });
        response.on('error', (error) => fail('connection', `broke off (${error.message})`, error));
      });
      const timer = setTimeout(() => {
        // A call without an answer is not repeated: Toxiproxy hangs.
        sent.removeAllListeners('error').on('error', () => undefined);
        sent.destroy();
        fail('timeout', `gave no answer within ${this.#limitMs} ms`);
      }, this.#limitMs);
      sent.on('error', (error) => fail('connection', `cannot be reached (${error.message})`, error));
      sent.end(call.content);
    });
  }

  #options({ method, url, content }: Call): RequestOptions {
    const { agent, hostname, port } = this.#target;
    const headers =
      content === undefined
        ? noBody
        : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(content) };
    return { agent, hostname, port, method, path: url.slice(this.#origin.length), headers };
  }
}

function readText(response: IncomingMessage, done: (text: string) => void): void {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
  });
  response.on('end', () => done(text));
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
