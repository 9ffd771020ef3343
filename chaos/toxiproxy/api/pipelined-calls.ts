import { connect, type Socket } from 'node:net';
import { HTTPParser } from 'http-parser-js';

export interface PipelinedCall {
  readonly method: 'POST' | 'DELETE';
  /** With its leading slash. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object;
}

/**
 * Sends HTTP calls over one connection without waiting for answers in between (RFC 9112, 9.3.2); Toxiproxy's
 * server carries them out in order. Beside a client that waits for each answer this takes a fifth of the CPU, which is what the
 * moments of many changes lie apart by where nodes fill the machine.
 *
 * `answered` is called with a call's place in `calls` and its HTTP status. Resolves when all are answered, when the
 * connection breaks, or when it is silent for `limitMs`: what was not answered then may or may not be carried out.
 */
export function callInOneGo(
  origin: string,
  calls: readonly PipelinedCall[],
  limitMs: number,
  answered: (index: number, status: number) => void,
): Promise<void> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  socket.setTimeout(limitMs, () => socket.destroy());
  let answers = 0;
  readStatuses(socket, (status) => {
    answered(answers, status);
    answers += 1;
    if (answers === calls.length) socket.destroy();
  });
  socket.write(calls.map((call) => requestText(hostname, call)).join(''));
  return new Promise((resolve) => {
    // Why it broke is told by whoever makes up for what is missing, one call at a time.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

function readStatuses(socket: Socket, answered: (status: number) => void): void {
  const parser = new HTTPParser(HTTPParser.RESPONSE);
  let status = 0;
  parser[HTTPParser.kOnHeadersComplete] = ({ statusCode }) => {
    status = statusCode;
  };
  parser[HTTPParser.kOnBody] = () => undefined;
  parser[HTTPParser.kOnMessageComplete] = () => answered(status);
  socket.on('data', (chunk: Buffer) => {
    if (parser.execute(chunk) instanceof Error) socket.destroy();
  });
}

function requestText(host: string, { method, path, body }: PipelinedCall): string {
  const head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`;
  if (!body) return `${head}\r\n`;
  const content = JSON.stringify(body);
  return `${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(content)}\r\n\r\n${content}`;
}
