import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { CodedError } from '../coded-error.js';
import type { NodeId } from '../protocol/types.js';

export interface ControlCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: Uint8Array | object | undefined;
  /** Instead of the connection's own. */
  readonly timeoutMs?: number;
}

export interface ControlAnswer {
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface ControlTarget {
  readonly node: NodeId;
  /** `http://host:port` as the harness reaches it, through a tunnel or not. */
  readonly baseUrl: string;
  readonly token: string;
  /** Time limit of a call from its start to the last byte of the answer, ms. */
  readonly timeoutMs: number;
}

/** Back-pressure (RFC 9110, section 15.6.4). */
const busyStatus = 503;

/** Below the node's own limit for idle connections, so that no call starts on one that the node is closing. */
const idleConnectionMs = 30_000;

/** Kept-alive HTTP to one node's control API; what goes wrong is NODE_UNREACHABLE with node, call and cause, or NODE_BUSY. */
export class ControlHttp {
  readonly #target: ControlTarget;
  readonly #url: URL;
  readonly #agent = new Agent({
    keepAlive: true,
    maxSockets: 64,
    timeout: idleConnectionMs,
    scheduling: 'lifo',
  });

  constructor(target: ControlTarget) {
    this.#target = target;
    this.#url = new URL(target.baseUrl);
  }

  async call(call: ControlCall): Promise<ControlAnswer> {
    const { status, headers, text } = await this.#exchange(call).catch((error: unknown) => {
      throw this.#unreachable(call, error instanceof Error ? error.message : String(error), error);
    });
    if (status === busyStatus) {
      const { node } = this.#target;
      throw new CodedError('NODE_BUSY', `node n${node} accepts no writes now: ${text.slice(0, 300)}`);
    }
    if (status < 200 || status > 299) {
      throw this.#unreachable(call, `answered ${status}: ${text.slice(0, 300)}`, undefined);
    }
    return { headers, text };
  }

  /** The answer's JSON as `parse` sees it. */
  async json<T>(call: ControlCall, parse: (body: unknown) => T): Promise<T> {
    const { text } = await this.call(call);
    return this.read(call, () => parse(JSON.parse(text)));
  }

  /** Runs `parse` over an answer; what it throws is the node's fault. */
  read<T>(call: ControlCall, parse: () => T): T {
    try {
      return parse();
    } catch (error) {
      throw this.#unreachable(call, `violated the contract in its answer: ${String(error)}`, error);
    }
  }

  #unreachable(call: ControlCall, what: string, cause: unknown): CodedError {
    const { node, baseUrl } = this.#target;
    return new CodedError(
      'NODE_UNREACHABLE',
      `node n${node}: ${call.method} ${baseUrl}${call.path} ${what}`,
      {
        remedy: "See the node's log in the run folder.",
        cause,
      },
    );
  }

  #exchange(call: ControlCall): Promise<ControlAnswer & { status: number }> {
    const timeoutMs = call.timeoutMs ?? this.#target.timeoutMs;
    return new Promise((resolve, reject) => {
      const outgoing = this.#open(call);
      const timer = setTimeout(() => {
        outgoing.destroy(new Error(`got no answer within ${timeoutMs} ms`));
      }, timeoutMs);
      const settle = (outcome: () => void) => {
        clearTimeout(timer);
        outcome();
      };
      outgoing.on('error', (error) => settle(() => reject(error)));
      outgoing.on('response', (incoming) => {
        readText(incoming).then(
          (text) =>
            settle(() => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text })),
          (error: unknown) => settle(() => reject(error)),
        );
      });
    });
  }

  #open({ method, path, body }: ControlCall): ClientRequest {
    const bytes = body === undefined || body instanceof Uint8Array ? body : JSON.stringify(body);
    const outgoing = request({
      agent: this.#agent,
      hostname: this.#url.hostname,
      port: this.#url.port,
      method,
      path,
      headers: {
        authorization: `Bearer ${this.#target.token}`,
        ...(bytes === undefined
          ? {}
          : {
              'content-type': typeof bytes === 'string' ? 'application/json' : 'application/octet-stream',
              'content-length': Buffer.byteLength(bytes),
            }),
      },
    });
    outgoing.end(bytes);
    return outgoing;
  }
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
