import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { generate } from './generate.js';
import type { LoadAnswer, LoadOrder, LoadReport } from './load-order.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A node that answers by `listener`, and its address. */
async function nodeThat(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const accept: RequestListener = (request, response) =>
  void request.resume().on('end', () => response.end(`{"update":"${request.url}","tMs":1}`));

/** The answers to an order, by the index of their write. */
async function answersTo(order: LoadOrder): Promise<Map<number, LoadAnswer>> {
  const reports: LoadReport[] = [];
  await generate(order, (report) => reports.push(report));
  expect(reports[0]).toMatchObject({ kind: 'began' });
  expect(reports.at(-1)).toEqual({ kind: 'done' });
  const answers = reports.flatMap((report) => (report.kind === 'answers' ? report.answers : []));
  return new Map(answers.map((answer) => [answer.index, answer]));
}

const token = 'the token of the run';

test('each write goes to its node with key, size and token, and has its own answer', async () => {
  const seen: { url: string | undefined; bytes: number; authorization: string | undefined }[][] = [[], []];
  const nodes = [0, 1].map((node) =>
    nodeThat(async (request: IncomingMessage, response) => {
      const { url, headers } = request;
      const bytes = (await buffer(request)).length;
      seen[node]!.push({ url, bytes, authorization: headers.authorization });
      response.end(`{"update":"${node}.1.${seen[node]!.length}","tMs":1}`);
    }),
  );
  const answers = await answersTo({
    token,
    targets: await Promise.all(nodes),
    writes: [
      { atMs: 0, target: 0, key: 'a', valueBytes: 128 },
      { atMs: 5, target: 1, key: 'b /?', valueBytes: 3 },
      { atMs: 90, target: 1, key: 'b /?' },
    ],
  });
  const authorization = `Bearer ${token}`;
  expect(seen[0]).toEqual([{ url: '/updates?key=a', bytes: 128, authorization }]);
  expect(seen[1]).toEqual([
    { url: '/updates?key=b%20%2F%3F', bytes: 3, authorization },
    { url: '/updates?key=b%20%2F%3F&delete=true', bytes: 0, authorization },
  ]);
  expect([0, 1, 2].map((index) => answers.get(index)?.update)).toEqual(['0.1.1', '1.1.1', '1.1.2']);
});

test('a node that does not answer keeps no other write back, and its own wait for a connection as sent', async () => {
  const held: (() => void)[] = [];
  const silent = await nodeThat(
    (_, response) => void held.push(() => response.end('{"update":"late","tMs":1}')),
  );
  const release = (): void => {
    for (const answer of held.splice(0)) answer();
  };
  // The last of the writes to the other node lets the silent one speak.
  const other = await nodeThat((request, response) => {
    accept(request, response);
    if (request.url?.endsWith('last')) setInterval(release, 5).unref();
  });
  const writes = Array.from({ length: 60 }, (_, i) => ({ atMs: i, target: 0, key: `s${i}`, valueBytes: 1 }));
  const order = {
    token,
    targets: [silent, other],
    writes: [...writes, { atMs: 60, target: 1, key: 'last', valueBytes: 1 }],
  };
  const answers = await answersTo(order);
  expect(answers.size).toBe(61);
  // Far more writes than connections: those that had to wait for one were handed over before the other node was asked.
  const lastSent = answers.get(60)!.sentMs;
  for (let i = 0; i < 60; i += 1) {
    expect(answers.get(i)).toMatchObject({ update: 'late' });
    expect(answers.get(i)!.sentMs).toBeLessThanOrEqual(lastSent);
  }
});

test('what a node pushes back, refuses or drops is told apart', async () => {
  const replies: Record<string, RequestListener> = {
    '/updates?key=busy': (_, response) => void response.writeHead(503, { 'retry-after': '1' }).end('{}'),
    '/updates?key=large': (_, response) => void response.writeHead(413).end('too large'),
    '/updates?key=gone': (request) => void request.socket.destroy(),
  };
  const node = await nodeThat((request, response) => (replies[request.url!] ?? accept)(request, response));
  const answers = await answersTo({
    token,
    targets: [node],
    writes: ['busy', 'large', 'gone', 'fine'].map((key, i) => ({ atMs: i, target: 0, key, valueBytes: 1 })),
  });
  expect(answers.get(0)).toMatchObject({ isPushedBack: true, error: expect.stringContaining('503') });
  expect(answers.get(1)).toMatchObject({ error: 'answered 413: too large' });
  expect(answers.get(1)).not.toHaveProperty('isPushedBack');
  expect(answers.get(2)).toMatchObject({ error: 'the connection ended before the response' });
  expect(answers.get(3)).toMatchObject({ update: '/updates?key=fine' });
});
