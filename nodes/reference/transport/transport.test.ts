import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { deadline } from '../../testing/deadline.js';
import { frameOf } from './frame.js';
import { type InboundEvents, InboundExchanges, type InboundLimits } from './inbound.js';
import { OutboundExchanges, type TransportSettings } from './outbound.js';

const opened: { end(): void }[] = [];

afterEach(() => {
  for (const part of opened.splice(0)) part.end();
});

interface Settings {
  maxFrameBytes: number;
  exchangeTimeoutMs: number;
  pooledConnections: boolean;
}

const settingsOf = (values: Settings): TransportSettings => ({
  maxFrameBytes: () => values.maxFrameBytes,
  exchangeTimeoutMs: () => values.exchangeTimeoutMs,
  pooledConnections: () => values.pooledConnections,
});

const values = (change: Partial<Settings> = {}): Settings => ({
  maxFrameBytes: 1000,
  exchangeTimeoutMs: 5000,
  pooledConnections: false,
  ...change,
});

/** A responder that answers each frame with `answer` of it, or not at all. */
async function responder(
  given: Settings,
  answer: (text: string) => string | undefined = (text) => `re: ${text}`,
  limits?: InboundLimits,
) {
  const port = await freePort();
  const seen: string[] = [];
  let oversize = 0;
  const events: InboundEvents = {
    payload: (exchange, payload) => {
      seen.push(payload.toString());
      const reply = answer(payload.toString());
      if (reply !== undefined) inbound.reply(exchange, frameOf(Buffer.from(reply)));
    },
    oversize: () => {
      oversize += 1;
    },
  };
  const inbound = new InboundExchanges(settingsOf(given), events, limits);
  await inbound.listen({ host: '127.0.0.1', port });
  opened.push(inbound);
  return { port, seen, inbound, oversize: () => oversize };
}

function initiator(given: Settings, port: number) {
  const answers: [number, string][] = [];
  const failures: [number, string][] = [];
  const outbound = new OutboundExchanges(new Map([[7, { host: '127.0.0.1', port }]]), settingsOf(given), {
    payload: (_to, exchange, payload) => answers.push([exchange, payload.toString()]),
    failed: (_to, exchange, reason) => failures.push([exchange, reason]),
  });
  opened.push(outbound);
  const send = (exchange: number, text: string, expectReply: boolean) =>
    outbound.send(7, exchange, frameOf(Buffer.from(text)), expectReply);
  return { outbound, answers, failures, send };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A bare TCP server that does `behave` to each connection. */
async function stranger(behave: (socket: Socket) => void): Promise<{ port: number; server: Server }> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket.on('error', () => undefined));
    behave(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push({
    end: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  return { port: (server.address() as AddressInfo).port, server };
}

/** Unlike `once`, whatever error came before it. */
const closeOf = (socket: Socket) =>
  new Promise<void>((resolve) => socket.on('error', () => undefined).on('close', () => resolve()));

test.each([false, true])(
  'an accepted exchange is answered later, when another has ended (pooled: %s)',
  async (pooled) => {
    const given = values({ pooledConnections: pooled });
    const port = await freePort();
    const held: number[] = [];
    const inbound = new InboundExchanges(settingsOf(given), {
      payload: (exchange, payload) => {
        const text = payload.toString();
        if (text === 'please wait') held.push(exchange);
        else for (const waiting of held) inbound.reply(waiting, frameOf(Buffer.from(`after ${text}`)));
      },
      oversize: () => undefined,
    });
    await inbound.listen({ host: '127.0.0.1', port });
    opened.push(inbound);
    const { outbound, answers, failures, send } = initiator(given, port);
    send(1, 'please wait', true);
    await vi.waitFor(() => expect(held).toHaveLength(1), deadline);
    expect(answers).toEqual([]);
    send(2, 'go on', false);
    await vi.waitFor(() => expect(outbound.busyConnections).toBe(0), deadline);
    expect(answers).toEqual([[1, 'after go on']]);
    expect(failures).toEqual([]);
  },
);

test.each([false, true])('a question is answered and nothing stays busy (pooled: %s)', async (pooled) => {
  const given = values({ pooledConnections: pooled });
  const { port, seen } = await responder(given);
  const { outbound, answers, failures, send } = initiator(given, port);
  send(1, 'first', true);
  send(2, 'second', true);
  send(3, 'third', false);
  await vi.waitFor(() => {
    expect(answers.length).toBe(2);
    expect(seen.length).toBe(3);
    expect(outbound.busyConnections).toBe(0);
  }, deadline);
  expect(new Map(answers)).toEqual(
    new Map([
      [1, 're: first'],
      [2, 're: second'],
    ]),
  );
  expect(failures).toEqual([]);
});

test('three messages travel on one connection when the initiator goes on', async () => {
  const given = values();
  const { port, seen } = await responder(given);
  const answers: string[] = [];
  const outbound = new OutboundExchanges(new Map([[7, { host: '127.0.0.1', port }]]), settingsOf(given), {
    payload: (to, exchange, payload) => {
      answers.push(payload.toString());
      if (answers.length < 3) outbound.send(to, exchange, frameOf(Buffer.from('more')), answers.length < 2);
    },
    failed: () => expect.unreachable(),
  });
  opened.push(outbound);
  outbound.send(7, 1, frameOf(Buffer.from('digest')), true);
  await vi.waitFor(() => expect(seen).toEqual(['digest', 'more', 'more']), deadline);
  await vi.waitFor(() => expect(outbound.busyConnections).toBe(0), deadline);
});

test('pooled exchanges one after the other share a connection; others have one each', async () => {
  for (const [pooled, expected] of [
    [true, 1],
    [false, 3],
  ] as const) {
    let connections = 0;
    const { port } = await stranger((socket) => {
      connections += 1;
      socket.on('data', () => socket.write(frameOf(Buffer.from('yes'))));
      socket.on('end', () => socket.end());
    });
    const { answers, send } = initiator(values({ pooledConnections: pooled }), port);
    for (const exchange of [1, 2, 3]) {
      send(exchange, 'question', true);
      await vi.waitFor(() => expect(answers.length).toBe(exchange), deadline);
    }
    expect(connections).toBe(expected);
  }
});

test.each<[string, (socket: Socket) => void, string, Partial<Settings>]>([
  ['says nothing', () => undefined, 'timeout', { exchangeTimeoutMs: 50 }],
  ['closes early', (socket) => socket.on('data', () => socket.end()), 'ended', {}],
  ['resets', (socket) => socket.on('data', () => socket.resetAndDestroy()), 'reset', {}],
  ['announces a huge answer', (socket) => socket.write(Buffer.alloc(4, 0xff)), 'oversize', {}],
  [
    'stops in the middle of its answer',
    (socket) => socket.on('data', () => socket.end(Buffer.from([0, 0, 0, 9, 1]))),
    'ended',
    {},
  ],
])('a question to one that %s fails once', async (_, behave, reason, change) => {
  const { port } = await stranger(behave);
  const { outbound, failures, send } = initiator(values(change), port);
  send(1, 'question', true);
  await vi.waitFor(() => expect(failures).toEqual([[1, reason]]), deadline);
  expect(outbound.busyConnections).toBe(0);
});

test('a question to nobody is refused, and a peer without address is busy', async () => {
  const { outbound, failures, send } = initiator(values(), await freePort());
  send(1, 'question', true);
  expect(outbound.send(99, 2, frameOf(Buffer.from('x')), true)).toBe(false);
  await vi.waitFor(() => expect(failures.length).toBe(2), deadline);
  expect(new Map(failures)).toEqual(
    new Map([
      [1, 'refused'],
      [2, 'busy'],
    ]),
  );
});

test('outbound connections are bounded, and what is turned away is counted and reported', async () => {
  const { port } = await stranger(() => undefined);
  const { outbound, failures, send } = initiator(values({ exchangeTimeoutMs: 60_000 }), port);
  for (let exchange = 1; exchange <= 1030; exchange += 1) send(exchange, 'question', true);
  expect(outbound.refused).toBe(6);
  expect(outbound.busyConnections).toBe(1024);
  await vi.waitFor(() => expect(failures.filter(([, reason]) => reason === 'busy').length).toBe(6), deadline);
});

test('garbage, half frames and huge lengths end their own connection and nobody else', async () => {
  const given = values();
  const { port, oversize, inbound } = await responder(given);
  for (const bytes of [Buffer.alloc(64, 0xff), Buffer.from([0, 0, 0, 0]), Buffer.from([0, 0, 3, 0xe9])]) {
    const socket = connect(port, '127.0.0.1');
    socket.write(bytes);
    await closeOf(socket.resume());
  }
  expect(oversize()).toBe(3);
  const half = connect(port, '127.0.0.1');
  half.end(Buffer.from([0, 0, 0, 9, 1]));
  await closeOf(half.resume());
  const { answers, send } = initiator(given, port);
  send(1, 'still there?', true);
  await vi.waitFor(() => expect(answers).toEqual([[1, 're: still there?']]), deadline);
  expect(inbound.refused).toBe(0);
});

test('one that asks without end and never reads is cut off', async () => {
  const given = values({ maxFrameBytes: 65_536 });
  const { port } = await responder(given, (text) => text.repeat(60));
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  const question = frameOf(Buffer.alloc(1000, 0x61));
  const closed = closeOf(socket);
  const ask = () => {
    while (!socket.destroyed && socket.write(question));
    if (!socket.destroyed) socket.once('drain', ask);
  };
  ask();
  await closed;
});

test('one that drips its bytes is cut off, however busy it looks', async () => {
  const limits = { maxConnections: 10, idleMs: 100 };
  const { port } = await responder(values({ exchangeTimeoutMs: 10 }), undefined, limits);
  const socket = connect(port, '127.0.0.1');
  const dripping = setInterval(() => socket.write(Buffer.from([0])), 5);
  socket.write(Buffer.from([0, 0, 3, 0xe8]));
  await closeOf(socket.resume());
  clearInterval(dripping);
});

test('accepted connections are bounded, and what is turned away is counted', async () => {
  const limits = { maxConnections: 2, idleMs: 60_000 };
  const { port, inbound } = await responder(values(), undefined, limits);
  const first = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
  await Promise.all(first.map((socket) => once(socket, 'connect')));
  await closeOf(connect(port, '127.0.0.1').resume());
  expect(inbound.refused).toBe(1);
  for (const socket of first) socket.destroy();
});
