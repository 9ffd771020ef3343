import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CodedError } from '../../coded-error.js';
import { errorFields, type Log } from '../log.js';
import type { Address } from '../transport/address.js';
import { bearerCheck } from './bearer.js';
import { HttpError } from './http-error.js';

export interface RouteRequest {
  readonly query: URLSearchParams;
  readonly incoming: IncomingMessage;
}

export interface Answer {
  /** 200 when absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  /** An object goes out as JSON. */
  readonly body: string | object;
  /** Called when the answer is out, or its connection is gone. */
  readonly afterwards?: () => void;
}

export type Handler = (request: RouteRequest) => Answer | Promise<Answer>;

/** `GET /health` → its handler. */
export type RouteTable = Readonly<Record<string, Handler>>;

export interface ControlServerOptions {
  readonly routes: RouteTable;
  readonly token: string;
  /** Called for each request that bears the token. */
  readonly authenticated: () => void;
  readonly log: Log;
}

/** Beyond what a load generator opens; each costs some KiB. */
const maxConnections = 1024;
/** Longer than the harness keeps an idle connection, so that it is the one that closes. */
const keepAliveMs = 65_000;

const maxDroppedBytes = 16_777_216;

/** HTTP over a table of routes, each behind the token. Bare node:http: a framework would cost each start 20 ms. */
export class ControlServer {
  readonly #options: ControlServerOptions;
  readonly #paths: ReadonlySet<string>;
  readonly #authorized: (header: string | undefined) => boolean;
  readonly #server: Server;

  constructor(options: ControlServerOptions) {
    this.#options = options;
    this.#paths = new Set(Object.keys(options.routes).map((route) => route.split(' ')[1] ?? ''));
    this.#authorized = bearerCheck(options.token);
    this.#server = createServer(
      { keepAliveTimeout: keepAliveMs, headersTimeout: 10_000, requestTimeout: 60_000, noDelay: true },
      (incoming, outgoing) => void this.#serve(incoming, outgoing),
    );
    this.#server.maxConnections = maxConnections;
  }

  /** @throws CodedError PORT_TAKEN */
  listen({ host, port }: Address): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', (cause) => {
        reject(
          new CodedError('PORT_TAKEN', `no control API on ${host}:${port}: ${cause.message}`, { cause }),
        );
      });
      this.#server.listen(port, host, 511, resolve);
    });
  }

  end(): void {
    this.#server.close();
    this.#server.closeIdleConnections();
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    let answer: Answer;
    try {
      answer = await this.#answer(incoming);
    } catch (error) {
      answer = this.#refusal(error, incoming);
    }
    send(outgoing, answer);
  }

  #answer(incoming: IncomingMessage): Answer | Promise<Answer> {
    if (!this.#authorized(incoming.headers.authorization)) {
      throw new HttpError('unauthorized', 'Authorization: Bearer with the token of this run is needed');
    }
    this.#options.authenticated();
    const [path = '', query] = (incoming.url ?? '').split('?', 2);
    const handler = this.#options.routes[`${incoming.method} ${path}`];
    if (handler) return handler({ query: new URLSearchParams(query), incoming });
    if (this.#paths.has(path))
      throw new HttpError('methodNotAllowed', `${path} does not take ${incoming.method}`);
    throw new HttpError('notFound', `there is no ${path}`);
  }

  #refusal(error: unknown, incoming: IncomingMessage): Answer {
    // The rest of a short body is read and dropped; behind a long one the connection cannot carry another request.
    const rest = incoming.complete
      ? 0
      : Number(incoming.headers['content-length'] ?? Number.POSITIVE_INFINITY);
    const headers: Record<string, string> = rest > maxDroppedBytes ? { connection: 'close' } : {};
    if (error instanceof HttpError) {
      return { status: error.status, headers: { ...headers, ...error.headers }, body: error.body };
    }
    if (incoming.destroyed) return { status: 400, headers, body: {} };
    this.#options.log('error', 'a request failed', { url: incoming.url, ...errorFields(error) });
    return { status: 500, headers, body: new HttpError('internal', String(error)).body };
  }
}

function send(outgoing: ServerResponse, { status = 200, headers, body, afterwards }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (afterwards) outgoing.once('close', afterwards);
  outgoing.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  outgoing.end(text);
}
