import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.js';

/** A request's body of at most so many bytes. @throws HttpError tooLarge, before more than that is kept */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new HttpError('tooLarge', `the body is longer than ${maxBytes} bytes`);
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
    // Events rather than an async iterator, which costs a node under load more than the rest of a write.
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      // The rest flows on, to nowhere, so that the refusal can be answered.
      else reject(tooLarge());
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new HttpError('badRequest', 'the request broke off'));
    });
  });
}

/** @throws HttpError badRequest, tooLarge */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const body = await readBody(request, maxBytes);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new HttpError('badRequest', 'the body is no JSON');
  }
}
