import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundSocket, closed } from '../../../nodes/udp-socket.js';
import { type DatagramFaults, soundDatagrams } from '../model/datagram-faults.js';
import { type DatagramNodes, startDatagramNodes } from '../testing/datagram-nodes.js';
import type { DirectionReport, ProbePlan } from './relay-protocol.js';
import { UdpRelay } from './udp-relay.js';

let nodes: DatagramNodes;
let relay: UdpRelay;

beforeEach(async () => {
  nodes = await startDatagramNodes(3);
  relay = new UdpRelay(1);
});

afterEach(async () => {
  await relay.close();
  await nodes.stop();
});

const open = (faults: Partial<DatagramFaults> = {}): Promise<void> =>
  relay.open(nodes.links, { ...soundDatagrams, ...faults });

const set = (from: number, to: number, faults: Partial<DatagramFaults>) => ({
  from,
  to,
  faults: { ...soundDatagrams, ...faults },
});

async function until(isSo: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + 5_000;
  while (!isSo() && performance.now() < deadlineMs) await sleep(5);
  expect(isSo()).toBe(true);
}

const texts = (node: number): string[] => nodes.heard[node]!.map(({ text }) => text);

async function directionOf(from: number, to: number): Promise<DirectionReport> {
  return (await relay.read()).find((one) => one.from === from && one.to === to)!;
}

/** A datagram that is sent afterwards and arrives: what was sent before it would have, too. */
async function passes(from: number, to: number): Promise<void> {
  const mark = `mark ${performance.now()}`;
  nodes.send(from, to, mark);
  await until(() => texts(to).includes(mark));
}

const plan: ProbePlan = { perLink: 200, perSecond: 4_000, timeoutMs: 300 };

describe('the UDP side of links', () => {
  it('brings what i sends to j from the address at which j dials i, and answers the same way', async () => {
    await open();
    nodes.send(0, 1, 'ping');
    await until(() => texts(1).includes('ping'));
    const ping = nodes.heard[1]![0]!;
    expect(ping.from).toBe(nodes.link(1, 0).listen);
    nodes.answer(1, ping, 'pong');
    await until(() => texts(0).includes('pong'));
    expect(nodes.heard[0]![0]!.from).toBe(nodes.link(0, 1).listen);
    expect(texts(2)).toEqual([]);
  });

  it('carries datagrams that are empty, and as long as a datagram can be', async () => {
    await open();
    nodes.send(0, 1, '');
    nodes.send(0, 1, Buffer.alloc(65_507, 'x'));
    await until(() => texts(1).length === 2);
    expect(texts(1).map(({ length }) => length)).toEqual([0, 65_507]);
  });

  it('delays one direction alone', async () => {
    await open();
    await relay.set([set(0, 1, { latencyMs: 200 })]);
    const startMs = performance.now();
    nodes.send(0, 1, 'slow');
    nodes.send(1, 0, 'fast');
    await until(() => texts(0).includes('fast'));
    expect(performance.now() - startMs).toBeLessThan(150);
    await until(() => texts(1).includes('slow'));
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(199);
  });

  it('counts each direction: what it received, forwarded and dropped, with its bytes', async () => {
    await open();
    await relay.set([set(0, 1, { loss: 1 })]);
    nodes.send(0, 1, 'lost!');
    nodes.send(0, 2, 'passed');
    await until(() => texts(2).length === 1);
    await until(() => texts(1).length === 0);
    expect((await directionOf(0, 1)).counters).toMatchObject({
      received: { datagrams: 1, bytes: 5 },
      forwarded: { datagrams: 0, bytes: 0 },
      dropped: { lost: { datagrams: 1, bytes: 5 }, cut: { datagrams: 0 }, unsent: { datagrams: 0 } },
    });
    expect((await directionOf(0, 2)).counters).toMatchObject({
      received: { datagrams: 1, bytes: 6 },
      forwarded: { datagrams: 1, bytes: 6 },
    });
  });

  it('drops in one direction what a cut drops, also what was on its way when it came', async () => {
    await open({ latencyMs: 50 });
    nodes.send(0, 1, 'on its way');
    await sleep(10);
    await relay.set([set(0, 1, { cut: 'drop' })]);
    nodes.send(0, 1, 'cut');
    nodes.send(1, 0, 'open');
    await until(() => texts(0).includes('open'));
    await sleep(60);
    await relay.set([set(0, 1, {})]);
    await passes(0, 1);
    expect(texts(1)).not.toContain('cut');
    expect(texts(1)).not.toContain('on its way');
    expect((await directionOf(0, 1)).counters.dropped.cut.datagrams).toBe(2);
  });

  it('holds back what a stall holds back, and delivers it in order on heal', async () => {
    await open();
    await relay.set([set(0, 1, { cut: 'stall' })]);
    for (const text of ['first', 'second', 'third']) nodes.send(0, 1, text);
    await passes(1, 0);
    expect(texts(1)).toEqual([]);
    await relay.set([set(0, 1, {})]);
    await until(() => texts(1).length === 3);
    expect(texts(1)).toEqual(['first', 'second', 'third']);
  });

  it('holds back a bounded amount, and counts the rest as cut', async () => {
    await open();
    await relay.set([set(0, 1, { cut: 'stall' })]);
    const piece = Buffer.alloc(60_000);
    for (let count = 0; count < 20; count += 1) {
      nodes.send(0, 1, piece);
      await passes(1, 0);
    }
    const { received, dropped } = (await directionOf(0, 1)).counters;
    expect(received.datagrams).toBe(20);
    expect(dropped.cut.datagrams).toBe(3);
  });

  it('refuses by a closed port, which the sender is told of, and opens it again on heal', async () => {
    await open();
    await relay.set([set(0, 1, { cut: 'refuse' }), set(1, 0, { cut: 'refuse' })]);
    expect((await directionOf(0, 1)).isOpen).toBe(false);
    const [host = '', port = ''] = nodes.link(0, 1).listen.split(':');
    const sender = createSocket('udp4');
    sender.connect(Number(port), host);
    await once(sender, 'connect');
    const refused = once(sender, 'error');
    sender.send('refused');
    expect((await refused)[0]).toMatchObject({ code: 'ECONNREFUSED' });
    sender.close();
    await relay.set([set(0, 1, {}), set(1, 0, {})]);
    await passes(0, 1);
    await passes(1, 0);
  });

  it('keeps the port where one direction alone refuses: the other one needs it', async () => {
    await open();
    await relay.set([set(0, 1, { cut: 'refuse' })]);
    nodes.send(0, 1, 'refused');
    await passes(1, 0);
    expect(await directionOf(0, 1)).toMatchObject({ isOpen: true, faults: { cut: 'refuse' } });
    expect(texts(1)).toEqual([]);
  });

  it('takes changes that overlap by the last word', async () => {
    await open();
    const refuse = [set(0, 1, { cut: 'refuse' }), set(1, 0, { cut: 'refuse' })];
    const heal = [set(0, 1, {}), set(1, 0, {})];
    await Promise.all([relay.set(refuse), relay.set(heal), relay.set(refuse), relay.set(heal)]);
    await passes(0, 1);
    await passes(1, 0);
  });

  it('flips bits, and duplicates', async () => {
    await open();
    await relay.set([set(0, 1, { corruption: 1, duplication: 1 })]);
    nodes.send(0, 1, 'abc');
    await until(() => texts(1).length === 2);
    for (const text of texts(1)) expect(text).not.toBe('abc');
    expect((await directionOf(0, 1)).counters).toMatchObject({
      received: { datagrams: 1 },
      forwarded: { datagrams: 2, bytes: 6 },
      duplicated: 1,
      corrupted: 2,
    });
  });

  it('rejects with the port where one is taken', async () => {
    const { listen } = nodes.link(1, 2);
    const [host = '', port = ''] = listen.split(':');
    const taken = await boundSocket({ host, port: Number(port) });
    await expect(open()).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: expect.stringContaining(port),
    });
    await closed(taken);
  });

  it('meets what is asked with canaries, which no node hears and no counter counts', async () => {
    await open();
    await relay.set([set(0, 1, { latencyMs: 30, loss: 0.3 }), set(1, 0, { corruption: 1, duplication: 0 })]);
    const [there, back] = await relay.probe(
      [
        { from: 0, to: 1 },
        { from: 1, to: 0 },
      ],
      plan,
    );
    expect(there!.sent).toBe(200);
    expect(there!.received).toBeGreaterThan(110);
    expect(there!.received).toBeLessThan(170);
    const sorted = [...there!.delaysMs].sort((a, b) => a - b);
    expect(sorted[0]).toBeGreaterThanOrEqual(29);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(40);
    expect(back).toMatchObject({ sent: 200, received: 200, corrupted: 200, delaysMs: [] });
    expect(nodes.heard).toEqual([[], [], []]);
    expect((await directionOf(0, 1)).counters.received.datagrams).toBe(0);
  });

  it('loses every canary over a cut, and tells of copies', async () => {
    await open();
    await relay.set([set(0, 1, { cut: 'drop' }), set(1, 0, { duplication: 1 })]);
    const few = { ...plan, perLink: 20 };
    const [there, back] = await relay.probe([nodes.link(0, 1), nodes.link(1, 0)], few);
    expect(there).toMatchObject({ sent: 20, received: 0 });
    expect(back).toMatchObject({ sent: 20, received: 20, duplicated: 20 });
  });
});
