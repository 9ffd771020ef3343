import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { deadline } from '../../testing/deadline.js';
import { freePorts } from './free-ports.js';
import { rawRequest, type StartNode, TestCluster, type TestNode } from './test-cluster.js';

const bytes = (text: string) => new TextEncoder().encode(text);

export function describeGossip(startNode: StartNode): void {
  describe('gossip', () => {
    const cluster = new TestCluster(startNode);
    let nodes: TestNode[];
    const at = (index: number) => nodes[index] as TestNode;
    beforeAll(async () => {
      nodes = await cluster.start(3);
    });
    afterAll(() => cluster.end());

    test('every node sees every node alive', async () => {
      for (const node of nodes) {
        await vi.waitFor(async () => {
          const alive = (await node.control.members()).filter(({ status }) => status === 'alive');
          expect(alive.map(({ id }) => id).sort()).toEqual([0, 1, 2]);
        }, deadline);
      }
    });

    test('an update reaches every node once, with its hops and sender, and the digests agree', async () => {
      const { update } = await at(0).control.write({ key: 'news', value: bytes('good') });
      for (const node of [at(1), at(2)]) {
        const receipts = await vi.waitFor(async () => {
          const { events } = await node.control.journal(1);
          const found = events.filter((event) => event.type === 'receive' && event.update === update);
          expect(found).toHaveLength(1);
          return found;
        }, deadline);
        expect(receipts[0]).toMatchObject({ from: expect.any(Number), hops: expect.any(Number) });
        expect(receipts[0]).toHaveProperty(
          'hops',
          expect.toSatisfy((hops: number) => hops >= 1),
        );
      }
      await vi.waitFor(async () => {
        const summaries = await Promise.all(nodes.map((node) => node.control.viewSummary()));
        expect(new Set(summaries.map(({ digest }) => digest)).size).toBe(1);
      }, deadline);
      const counters = await at(0).control.counters();
      expect(counters.messagesSent).toBeGreaterThan(0);
      expect(counters.bytesSent).toBeGreaterThan(counters.messagesSent * 4);
      expect(counters.copiesSent).toBeGreaterThan(0);
    });

    test('canaries are answered over the links, and those that arrived are counted by sender', async () => {
      const before = await at(0).control.counters();
      const results = await at(0).control.probe([1, 2], 10, 5_000);
      expect(results).toHaveLength(20);
      for (const { sentMs, receivedMs, answeredMs, error } of results) {
        expect(error).toBeUndefined();
        expect(receivedMs).toBeGreaterThanOrEqual(sentMs);
        expect(answeredMs).toBeGreaterThanOrEqual(receivedMs ?? Number.POSITIVE_INFINITY);
      }
      expect((await at(1).control.probesReceived()).get(0)).toBe(10);
      expect((await at(2).control.probesReceived()).get(0)).toBe(10);
      expect((await at(0).control.counters()).framesDropped).toBe(before.framesDropped);
    });

    test('garbage from the network ends no node', async () => {
      for (const garbage of [
        Buffer.alloc(4096, 0xff),
        Buffer.from('GET / HTTP/1.1\r\n\r\n'),
        Buffer.from([0, 0, 0, 2, 1]),
      ]) {
        const socket = connect(at(1).gossipPort, '127.0.0.1').on('error', () => undefined);
        socket.write(garbage);
        socket.end();
        await new Promise((resolve) => socket.resume().on('close', resolve));
      }
      const { update } = await at(1).control.write({ key: 'still', value: bytes('here') });
      await vi.waitFor(async () => {
        const { events } = await at(2).control.journal(1);
        expect(events.some((event) => event.type === 'receive' && event.update === update)).toBe(true);
      }, deadline);
    });

    test('duplicates are recorded from the request that asks for them', async () => {
      await Promise.all(nodes.map((node) => rawRequest(node, '/journal?duplicates=true')));
      await vi.waitFor(async () => {
        await at(0).control.write({ key: `twice ${Math.random()}`, value: bytes('v') });
        const batches = await Promise.all(nodes.map((node) => node.control.journal(1)));
        expect(batches.flatMap(({ events }) => events).some(({ type }) => type === 'duplicate')).toBe(true);
      }, deadline);
    });
  });

  describe('gossip with a peer that is not there', () => {
    const cluster = new TestCluster(startNode);
    afterEach(() => cluster.end());

    test('a canary to a missing peer is reported as lost', async () => {
      const [port] = await freePorts(1);
      const peers = JSON.stringify([{ id: 1, address: `127.0.0.1:${port}` }]);
      const [node] = (await cluster.start(1, { GOSSIP_PEERS: peers })) as [TestNode];
      const [result] = await node.control.probe([1], 1, 1_000);
      expect(result).toMatchObject({ peer: 1, error: 'refused' });
      expect(result).not.toHaveProperty('receivedMs');
    });
  });
}
