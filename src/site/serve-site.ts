import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize, sep } from 'node:path';
import { CodedError } from '../../nodes/coded-error.js';

export interface ServedSite {
  readonly address: string;
  close(): Promise<void>;
}

/** Serves the files of a folder on loopback; port 0 takes a free one. @throws CodedError PORT_TAKEN */
export async function serveSite(folder: string, port: number): Promise<ServedSite> {
  const server = createServer((request, response) => void answer(folder, request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new CodedError('PORT_TAKEN', `cannot listen on 127.0.0.1:${port}: ${error.message}`, {
      remedy: 'Choose another --port, or omit it for a free one.',
      cause: error,
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${taken}/`, close: () => closed(server) };
}

/** HTML alone is served: the site has nothing else. */
async function answer(
  folder: string,
  { method, url = '/' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD')
    return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
  const path = fileOf(folder, url);
  const file = path === undefined ? undefined : await stat(path).catch(() => undefined); // Not there: 404.
  if (path === undefined || !file?.isFile())
    return void response.writeHead(404).end('There is no such page.\n');
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': file.size });
  if (method === 'HEAD') response.end();
  else createReadStream(path).pipe(response);
}

/** Undefined where the address leaves the folder, or names no page. */
function fileOf(folder: string, url: string): string | undefined {
  try {
    const name = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const path = normalize(join(folder, name.endsWith('/') ? `${name}index.html` : name));
    return path.startsWith(normalize(folder) + sep) && path.endsWith('.html') ? path : undefined;
  } catch {
    return undefined;
  }
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
