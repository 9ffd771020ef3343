import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePorts } from '../../../nodes/contract/testing/free-ports.js';
import { startToxiproxy, type ToxiproxyServer } from '../testing/toxiproxy-server.js';
import { inParallel } from './in-parallel.js';
import { callsAtOnce, LimitedHttpClient } from './limited-http-client.js';
import { type NamedToxic, ToxiproxyApi } from './toxiproxy-api.js';

let server: ToxiproxyServer;
beforeAll(async () => {
  server = await startToxiproxy();
});
afterAll(() => server.stop());

const latency: NamedToxic = {
  name: 'one.latency.upstream',
  type: 'latency',
  stream: 'upstream',
  toxicity: 1,
  attributes: { latency: 10, jitter: 0 },
};

async function proxies(count: number) {
  const ports = await freePorts(count);
  const definitions = ports.map((port) => ({
    name: `p${port}`,
    listen: `127.0.0.1:${port}`,
    upstream: '127.0.0.1:9',
  }));
  const api = new ToxiproxyApi(server.apiUrl);
  await api.populate(definitions, true);
  return { api, definitions, first: definitions[0] ?? expect.fail() };
}

test("an answer that says no is an Error with the server's own words", async () => {
  const { api, first } = await proxies(1);
  await api.addToxic(first, latency);
  const failure = api.addToxic(first, latency);
  await expect(failure).rejects.toBeInstanceOf(Error);
  await expect(failure).rejects.toMatchObject({
    failure: 'refused',
    status: 409,
    message: expect.stringContaining('409 toxic already exists'),
  });
  await expect(api.addToxic({ ...first, name: 'nobody' }, latency)).rejects.toThrow('404 proxy not found');
});

test('what is gone already can be removed', async () => {
  const { api, first } = await proxies(1);
  await api.removeToxic(first, latency);
  await api.removeProxy(first);
  await api.removeProxy(first);
  expect((await api.proxies()).has(first.name)).toBe(false);
});

test('a toxic on each of many proxies is read back in one call', async () => {
  const { api, definitions } = await proxies(100);
  await inParallel(definitions, callsAtOnce, (definition) => api.addToxic(definition, latency));
  const found = await api.proxies();
  for (const { name } of definitions) expect(found.get(name)?.toxics).toEqual([latency]);
});

let fake: Server | undefined;
afterEach(() => {
  fake?.closeAllConnections();
  fake?.close();
});

/** Something that is no Toxiproxy, for what a real one does only now and then. */
async function answering(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const other = createServer(answer);
  fake = other;
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
}

test('a call without an answer ends at its limit and is not repeated', async () => {
  let calls = 0;
  const url = await answering(() => {
    calls += 1;
  });
  await expect(new LimitedHttpClient(url, 50).get(`${url}/proxies`)).rejects.toMatchObject({
    code: 'TOXIPROXY_LOST',
    failure: 'timeout',
    message: `Toxiproxy gave no answer within 50 ms on GET ${url}/proxies`,
  });
  expect(calls).toBe(1);
});

test('a call whose connection breaks is repeated, and a toxic that is there by then was added', async () => {
  let calls = 0;
  const url = await answering((request, response) => {
    calls += 1;
    if (calls === 1) request.socket.destroy();
    else response.writeHead(409).end('{"error":"toxic already exists","status":409}');
  });
  await new ToxiproxyApi(url).addToxic({ name: 'p', listen: '', upstream: '' }, latency);
  expect(calls).toBe(2);
});

test('a connection that breaks again and again fails in the end', async () => {
  let calls = 0;
  const url = await answering((request) => {
    calls += 1;
    request.socket.destroy();
  });
  await expect(new ToxiproxyApi(url).proxies()).rejects.toMatchObject({ failure: 'connection' });
  expect(calls).toBe(3);
});

test('a thousand calls take no more than 32 connections', async () => {
  const url = await answering((_request, response) => void response.end('{}'));
  const sockets = new Set();
  fake?.on('connection', (socket) => sockets.add(socket));
  const client = new LimitedHttpClient(url, 10_000);
  await Promise.all(Array.from({ length: 1000 }, () => client.get(`${url}/version`)));
  expect(sockets.size).toBeGreaterThan(1);
  expect(sockets.size).toBeLessThanOrEqual(callsAtOnce);
});
