import { once } from 'node:events';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '../../nodes/coded-error.js';

export interface ServedSite {
  readonly address: string;
  close(): Promise<void>;
}

/** Serves the files of a folder on loopback; port 0 takes a free one. @throws CodedError PORT_TAKEN */
export async function serveSite(folder: string, port: number): Promise<ServedSite> {
  const server = createServer((request, response) => {
    answer(folder, request, response).catch(() => response.destroy()); // Closing the file failed; the page is out.
  });
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

/** Names of this machine alone. Any other Host is a page elsewhere whose name somebody has led here (DNS rebinding). */
function isOwnHost({ headers: { host } }: IncomingMessage): boolean {
  const name = host?.toLowerCase().replace(/:\d{1,5}$/, '');
  return name === '127.0.0.1' || name === 'localhost' || name === '[::1]';
}

/** HTML alone is served: the site has nothing else. */
async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = '/' } = request;
  if (!isOwnHost(request)) return refuse(response, 421, 'This site is for localhost alone.');
  if (method !== 'GET' && method !== 'HEAD')
    return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
  const path = fileOf(folder, url);
  const file = path === undefined ? undefined : await opened(path);
  if (file === undefined) return refuse(response, 404, 'There is no such page.');
  try {
    const entry = await file.stat();
    if (!entry.isFile()) return refuse(response, 404, 'There is no such page.');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': entry.size });
    if (method === 'HEAD') response.end();
    else
      await pipeline(file.createReadStream({ autoClose: false, end: Math.max(0, entry.size - 1) }), response);
  } catch {
    // The reader has gone in mid-page, or the file could not be read to its end: what is begun cannot be taken back.
    if (response.headersSent) response.destroy();
    else refuse(response, 500, 'The page cannot be read.');
  } finally {
    await file.close();
  }
}

const refuse = (response: ServerResponse, status: number, text: string): void =>
  void response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);

/** Links are not followed: they would lead out of the folder. */
const plainly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Undefined where it is not there, or may not be read. */
const opened = (path: string): Promise<FileHandle | undefined> => open(path, plainly).catch(() => undefined);

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
