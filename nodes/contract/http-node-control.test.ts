import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { createNodeControl } from './http-node-control.js';
import { freePorts } from './testing/free-ports.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** The control of node 7 that `listener` answers for. */
async function controlOf(listener: RequestListener, timeoutMs = 5_000) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return createNodeControl({ node: 7, baseUrl: `http://127.0.0.1:${port}`, token: 'secret', timeoutMs });
}

test.each<[string, RequestListener, RegExp]>([
  ['is silent', () => undefined, /got no answer within 50 ms/],
  [
    'stops in the middle of its answer',
    (_, response) => void response.writeHead(200, { 'content-length': 100 }).write('{'),
    /aborted|no answer within 50 ms/,
  ],
  ['hangs up', (request) => void request.socket.destroy(), /socket hang up|ECONNRESET/],
  ['refuses', (_, response) => void response.writeHead(401).end('{"error":{}}'), /answered 401/],
  ['speaks no JSON', (_, response) => void response.end('hello'), /violated the contract/],
  [
    'leaves a field out',
    (_, response) => void response.end('{"nodeId":7}'),
    /violated the contract.*incarnation/s,
  ],
])('a node that %s is unreachable, by name and call', async (_, listener, message) => {
  const control = await controlOf(listener, 50);
  await expect(control.health()).rejects.toMatchObject({
    code: 'NODE_UNREACHABLE',
    message: expect.stringMatching(/^node n7: GET http:\/\/127\.0\.0\.1:\d+\/health /),
  });
  await expect(control.health()).rejects.toThrow(message);
});

test('a node that does not exist is unreachable', async () => {
  const [port] = await freePorts(1);
  const control = createNodeControl({
    node: 3,
    baseUrl: `http://127.0.0.1:${port}`,
    token: 't',
    timeoutMs: 1_000,
  });
  await expect(control.members()).rejects.toMatchObject({
    code: 'NODE_UNREACHABLE',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('metrics and journals that violate the contract are reported as such', async () => {
  const control = await controlOf((_, response) => void response.end('nonsense'));
  await expect(control.counters()).rejects.toThrow(/violated the contract.*gossip_messages_sent_total/);
  await expect(control.journal(1)).rejects.toThrow(/violated the contract.*X-Journal-Next/);
});

test('an attack is sent as it is planned, and a node that may not attack says so', async () => {
  const bodies: string[] = [];
  const control = await controlOf((request, response) => {
    void text(request).then((body) => {
      bodies.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(bodies.length === 1 ? 202 : 403).end('{"attacks":1}');
    });
  });
  await control.attack([{ atMs: 5, attack: 'flood', frames: 9 }]);
  expect(bodies).toEqual(['POST /attack {"attacks":[{"atMs":5,"attack":"flood","frames":9}]}']);
  await expect(control.attack([])).rejects.toMatchObject({ code: 'NODE_UNREACHABLE' });
});

test('calls bear the token and reuse their connection', async () => {
  const seen: (string | undefined)[] = [];
  const ports = new Set<number | undefined>();
  const control = await controlOf((request, response) => {
    seen.push(request.headers.authorization);
    ports.add(request.socket.remotePort);
    response.end('{"entries":0,"digest":"0"}');
  });
  for (let call = 0; call < 3; call += 1) await control.viewSummary();
  expect(seen).toEqual(['Bearer secret', 'Bearer secret', 'Bearer secret']);
  expect(ports.size).toBe(1);
});

test('a journal longer than a page is read to its end', async () => {
  const events = 25_000;
  const control = await controlOf((request, response) => {
    const query = new URLSearchParams(request.url?.split('?')[1]);
    const from = Number(query.get('from'));
    const end = Math.min(events + 1, from + Number(query.get('limit')));
    let text = '';
    for (let seq = from; seq < end; seq += 1)
      text += `{"seq":${seq},"tMs":1,"type":"terminated","reason":"time"}\n`;
    response.setHeader('x-journal-next', end).setHeader('x-journal-lost', 2).end(text);
  });
  const batch = await control.journal(5);
  expect(batch.events).toHaveLength(events - 4);
  expect(batch).toMatchObject({ next: events + 1, lost: 2 });
});
