import { createSocket } from 'node:dgram';
import { afterEach, expect, test, vi } from 'vitest';
import { freePorts } from '../../contract/testing/free-ports.js';
import { deadline } from '../../testing/deadline.js';
import { boundSocket, closed } from '../../udp-socket.js';
import { DatagramExchanges } from './datagram-exchanges.js';
import { openEnvelope } from './envelope.js';
import { acceptedIds, InboundExchanges } from './inbound.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const host = '127.0.0.1';
const settings = {
  maxFrameBytes: () => 10_000,
  exchangeTimeoutMs: () => 200,
  pooledConnections: () => false,
  maxDatagramBytes: () => 100,
};

interface Heard {
  readonly exchange: number | undefined;
  readonly text: string;
  readonly via: 'udp' | 'tcp';
}

/** One side of two: what it heard, by which exchange and how it came. The two know each other as 0 and 1. */
async function side(self: number, ports: readonly number[], firstNumber = 0) {
  const heard: Heard[] = [];
  const failed: number[] = [];
  const strangers: string[] = [];
  const peer = 1 - self;
  const newId = acceptedIds();
  const take = (bytes: Buffer, via: Heard['via']): void => {
    const envelope = openEnvelope(bytes)!;
    heard.push({ exchange: datagrams.exchangeOf(peer, envelope), text: envelope.payload.toString(), via });
  };
  const datagrams = new DatagramExchanges({
    peers: new Map([[peer, { host, port: ports[peer]! }]]),
    settings,
    nowMs: () => performance.now(),
    newId,
    firstNumber,
    events: {
      datagram: (bytes, source) => {
        if (source === peer) take(bytes, 'udp');
        else strangers.push(bytes.toString());
      },
      failed: (_to, exchange) => failed.push(exchange),
    },
  });
  const inbound = new InboundExchanges(
    settings,
    { payload: (_, frame) => take(frame, 'tcp'), oversize: () => undefined },
    undefined,
    newId,
  );
  await inbound.listen({ host, port: ports[self]! });
  await datagrams.listen({ host, port: ports[self]! });
  ends.push(
    () => datagrams.end(),
    () => inbound.end(),
  );
  const send = (exchange: number, text: string, expectReply: boolean) =>
    datagrams.send(peer, exchange, Buffer.from(text), expectReply);
  const reply = (exchange: number, text: string) => datagrams.reply(exchange, Buffer.from(text));
  return { datagrams, heard, failed, strangers, send, reply };
}

const pair = async () => {
  const ports = await freePorts(2);
  return { ports, a: await side(0, ports), b: await side(1, ports, 0xffff_ffff) };
};

test('three messages are one exchange at both ends', async () => {
  const { a, b } = await pair();
  expect(a.send(5, 'digest', true)).toBe('digest'.length + 5);
  await vi.waitFor(() => expect(b.heard).toHaveLength(1), deadline);
  const { exchange } = b.heard[0]!;
  expect(exchange).toBeLessThan(0);
  b.reply(exchange!, 'wants');
  await vi.waitFor(() => expect(a.heard).toEqual([{ exchange: 5, text: 'wants', via: 'udp' }]), deadline);
  a.send(5, 'delta', false);
  await vi.waitFor(() => expect(b.heard[1]).toEqual({ exchange, text: 'delta', via: 'udp' }), deadline);
  expect(a.failed).toEqual([]);
});

test('numbers begin anew after the largest', async () => {
  const { a, b } = await pair();
  b.send(1, 'first', true);
  await vi.waitFor(() => expect(a.heard).toHaveLength(1), deadline);
  a.reply(a.heard[0]!.exchange!, 'yes');
  await vi.waitFor(() => expect(b.heard).toEqual([{ exchange: 1, text: 'yes', via: 'udp' }]), deadline);
});

test('an answer that does not come fails the exchange once, after its time; one that comes too late is none', async () => {
  const { a, b } = await pair();
  a.send(1, 'question', true);
  a.send(2, 'statement', false);
  await vi.waitFor(() => expect(b.heard).toHaveLength(2), deadline);
  await vi.waitFor(() => expect(a.failed).toEqual([1]), deadline);
  b.reply(b.heard[0]!.exchange!, 'late');
  await vi.waitFor(
    () => expect(a.heard).toEqual([{ exchange: undefined, text: 'late', via: 'udp' }]),
    deadline,
  );
  expect(a.failed).toEqual([1]);
});

test('what is too large for a datagram goes over TCP, either way, and belongs to the same exchange', async () => {
  const { a, b } = await pair();
  const large = 'x'.repeat(1_000);
  expect(a.send(3, large, true)).toBe(large.length + 9);
  await vi.waitFor(() => expect(b.heard).toHaveLength(1), deadline);
  expect(b.heard[0]).toMatchObject({ text: large, via: 'tcp' });
  b.reply(b.heard[0]!.exchange!, large);
  await vi.waitFor(() => expect(a.heard).toEqual([{ exchange: 3, text: large, via: 'tcp' }]), deadline);
  await vi.waitFor(() => expect(a.datagrams.busyConnections).toBe(0), deadline);
});

test('an answer to an earlier life is taken for none', async () => {
  const ports = await freePorts(2);
  const [before, b] = [await side(0, ports, 1_000), await side(1, ports)];
  before.send(1, 'question', true);
  await vi.waitFor(() => expect(b.heard).toHaveLength(1), deadline);
  for (const end of ends.splice(0, 2)) await end();
  const after = await side(0, ports, 77_000);
  after.send(1, 'another question', true);
  await vi.waitFor(() => expect(b.heard).toHaveLength(2), deadline);
  b.reply(b.heard[0]!.exchange!, 'to the first');
  await vi.waitFor(
    () => expect(after.heard).toEqual([{ exchange: undefined, text: 'to the first', via: 'udp' }]),
    deadline,
  );
});

test('a datagram from an address that no peer has is a stranger’s', async () => {
  const { ports, a } = await pair();
  const stranger = await boundSocket({ host, port: 0 });
  ends.push(() => closed(stranger));
  stranger.send('hello', ports[0]!, host);
  await vi.waitFor(() => expect(a.strangers).toEqual(['hello']), deadline);
  expect(a.heard).toEqual([]);
});

test('a UDP port that is taken is named', async () => {
  const [port = 0] = await freePorts(1);
  const other = createSocket('udp4');
  await new Promise<void>((bound) => other.bind(port, host, bound));
  ends.push(() => closed(other));
  await expect(side(0, [port, 1])).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: expect.stringContaining(`cannot listen for datagrams on ${host}:${port}`),
  });
});

test('a socket that is gone sends nothing', async () => {
  const { a } = await pair();
  a.datagrams.end();
  expect(a.send(1, 'question', false)).toBe(0);
  expect(a.reply(-99, 'answer')).toBeUndefined();
});
