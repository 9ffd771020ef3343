import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createNodeControl } from '../../contract/http-node-control.js';
import { awaitHealthy } from './await-healthy.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A node's control whose first `failures` answers are 500, and then those of node `id`; or none at all. */
async function nodeControl(id: number, failures: number | 'silent' = 0) {
  let asked = 0;
  const health = { nodeId: id, incarnation: 1, implementation: 'test', version: '0', nowMs: 1 };
  const server = createServer((_, response) => {
    asked += 1;
    if (failures === 'silent') return;
    if (asked > failures) response.end(JSON.stringify(health));
    else response.writeHead(500).end();
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return createNodeControl({ node: id, baseUrl, token: 't', timeoutMs: 60_000 });
}

const signal = new AbortController().signal;

test('all are awaited, however often they fail first, and each is told', async () => {
  const ups: string[] = [];
  const nodes = new Map([
    [0, await nodeControl(0)],
    [1, await nodeControl(1, 3)],
    [2, await nodeControl(2, 1)],
  ]);
  await awaitHealthy(nodes, {
    timeoutMs: 20_000,
    signal,
    onNodeUp: (up, total) => ups.push(`${up}/${total}`),
  });
  expect(ups).toEqual(['1/3', '2/3', '3/3']);
});

test('those that were silent at the deadline are named, and a call that hangs does not hold it up', async () => {
  const nodes = new Map([
    [0, await nodeControl(0)],
    [1, await nodeControl(1, 'silent')],
    [2, await nodeControl(2, Number.POSITIVE_INFINITY)],
  ]);
  await expect(awaitHealthy(nodes, { timeoutMs: 300, signal })).rejects.toMatchObject({
    code: 'NODE_START_FAILED',
    message: expect.stringMatching(/within 300 ms from n1, n2/),
  });
});

test('an answer under another id is no answer', async () => {
  const nodes = new Map([[4, await nodeControl(5)]]);
  await expect(awaitHealthy(nodes, { timeoutMs: 300, signal })).rejects.toThrow(
    'node 5 answers at the address of node 4',
  );
});

test('an abort rejects with its reason, before or during the wait', async () => {
  const abort = new AbortController();
  const reason = new Error('n1 ended');
  const nodes = new Map([[0, await nodeControl(0, 'silent')]]);
  const waiting = awaitHealthy(nodes, { timeoutMs: 60_000, signal: abort.signal });
  abort.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(awaitHealthy(nodes, { timeoutMs: 60_000, signal: abort.signal })).rejects.toBe(reason);
});
