import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import { deadline } from '../../../../testing/deadline.js';
import { tunnelPair } from '../../testing/tunnel-pair.js';
import { windowBytes } from './channel.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(accept: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    accept(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function through(target: string, cutBytes?: number): Promise<() => Socket> {
  const { listeners } = tunnelPair(cutBytes);
  closers.push(() => listeners.close());
  const [, port] = (await listeners.localAddress(target)).split(':');
  return () => {
    const socket = connect({ host: '127.0.0.1', port: Number(port), allowHalfOpen: true });
    closers.push(() => socket.destroy());
    return socket;
  };
}

const echo = (socket: Socket) => socket.pipe(socket);
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test.each([
  ['in pieces of 1 byte', 1, 20_000],
  ['in pieces of 1,000 bytes', 1_000, 1_000_000],
  ['as the streams like it', undefined, 5_000_000],
])('bytes and ends cross in both directions, %s', async (_, cutBytes, size) => {
  const dial = await through(await serve(echo), cutBytes);
  const sent = randomBytes(size);
  const socket = dial();
  socket.end(sent);
  expect(hashOf(await buffer(socket))).toBe(hashOf(sent));
});

test('many connections share the stream and stay apart', async () => {
  const dial = await through(await serve(echo), 777);
  const sent = Array.from({ length: 40 }, (_, n) => randomBytes(1 + n * 997));
  const received = await Promise.all(
    sent.map((bytes) => {
      const socket = dial();
      socket.end(bytes);
      return buffer(socket);
    }),
  );
  expect(received.map(hashOf)).toEqual(sent.map(hashOf));
});

test('a receiver that stalls is sent one window, and holds up nobody else', async () => {
  const stalled: Socket[] = [];
  const toStalled = await serve((socket) => stalled.push(socket.pause()));
  const toEcho = await serve(echo);
  const { listeners } = tunnelPair();
  closers.push(() => listeners.close());
  const [stalledPort, echoPort] = await Promise.all(
    [toStalled, toEcho].map(async (target) => Number((await listeners.localAddress(target)).split(':')[1])),
  );
  const sender = connect({ host: '127.0.0.1', port: stalledPort ?? 0 });
  closers.push(() => sender.destroy());
  const size = 64 * windowBytes;
  sender.write(Buffer.alloc(size));
  await vi.waitFor(() => expect(stalled).toHaveLength(1), deadline);
  const socket = connect({ host: '127.0.0.1', port: echoPort ?? 0, allowHalfOpen: true });
  socket.end('still there');
  expect(String(await buffer(socket))).toBe('still there');
  // Both kernels hold something; what is left waits in the sender, and not in the tunnel.
  expect(sender.writableLength).toBeGreaterThan(0);
  let arrived = 0;
  stalled[0]?.on('data', (chunk: Buffer) => {
    arrived += chunk.length;
  });
  stalled[0]?.resume();
  await vi.waitFor(() => expect(arrived).toBe(size), deadline);
});

test('a refused connection is reset at the near end', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const socket = (await through(`127.0.0.1:${port}`))();
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');
});

test('a connection that the near end drops is dropped at the far end', async () => {
  const accepted: Socket[] = [];
  const dial = await through(await serve((socket) => accepted.push(socket.resume())));
  const socket = dial();
  await vi.waitFor(() => expect(accepted).toHaveLength(1), deadline);
  socket.resetAndDestroy();
  await vi.waitFor(() => expect(accepted[0]?.destroyed).toBe(true), deadline);
});

test('a notice crosses as it is', async () => {
  const notices: string[] = [];
  const { far } = tunnelPair(3, { onNotice: (json) => notices.push(json) });
  far.notify({ kind: 'commandEnded', reason: 'exit code 1' });
  await vi.waitFor(
    () => expect(notices).toEqual(['{"kind":"commandEnded","reason":"exit code 1"}']),
    deadline,
  );
});
