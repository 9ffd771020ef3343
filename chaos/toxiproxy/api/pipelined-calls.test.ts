import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { callInOneGo, type PipelinedCall } from './pipelined-calls.js';

let stop: () => void = () => undefined;
afterEach(() => stop());

/** Answers each call by `status`, with what it was asked as its text; leaves it unanswered at undefined. */
async function serverThat(status: (call: string) => number | undefined): Promise<[string, string[]]> {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = `${request.method} ${request.url} ${Buffer.concat(chunks)}`.trim();
    calls.push(call);
    const code = status(call);
    // Answers longer than a chunk come without a length.
    if (code !== undefined) response.writeHead(code).end(code === 204 ? undefined : call.repeat(99));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return [`http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls];
}

const post = (path: string, body: object): PipelinedCall => ({ method: 'POST', path, body });
const remove = (path: string): PipelinedCall => ({ method: 'DELETE', path });

async function answersTo(origin: string, calls: readonly PipelinedCall[]): Promise<[number, number][]> {
  const answers: [number, number][] = [];
  await callInOneGo(origin, calls, 300, (index, status) => answers.push([index, status]));
  return answers;
}

test('calls are answered in order, each by its status', async () => {
  const [origin, calls] = await serverThat((call) => (call.startsWith('DELETE') ? 204 : 200));
  const sent = [post('/a', { name: 'ü' }), remove('/a/b'), post('/c', {})];
  expect(await answersTo(origin, sent)).toEqual([
    [0, 200],
    [1, 204],
    [2, 200],
  ]);
  // Node's server reads ahead; Toxiproxy's does not.
  expect(calls.sort()).toEqual(['DELETE /a/b', 'POST /a {"name":"ü"}', 'POST /c {}']);
});

test('what stands behind a call that hangs is left unanswered', async () => {
  const [origin] = await serverThat((call) => (call === 'DELETE /2' ? undefined : 404));
  expect(await answersTo(origin, [remove('/1'), remove('/2'), remove('/3')])).toEqual([[0, 404]]);
});

test('nothing is answered where nobody listens', async () => {
  const [origin] = await serverThat(() => 200);
  stop();
  expect(await answersTo(origin, [remove('/1')])).toEqual([]);
});

test('no call waits for the answer to the one before', async () => {
  let received = '';
  const server = createSocketServer((socket) => {
    socket.on('data', (chunk) => {
      received += chunk;
      if (received.split('\r\n\r\n').length === 4) socket.write('HTTP/1.1 204 No Content\r\n\r\n'.repeat(3));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => server.close();
  const { port } = server.address() as AddressInfo;
  expect(
    await answersTo(`http://127.0.0.1:${port}`, [post('/1', {}), remove('/2'), post('/3', {})]),
  ).toHaveLength(3);
});
