import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorBodySchema } from '../bodies.js';
import { operations } from '../operations.js';
import { rawRequest, type StartNode, TestCluster, type TestNode } from './test-cluster.js';

const bytes = (text: string) => new TextEncoder().encode(text);

export function describeControlApi(startNode: StartNode): void {
  describe('control API', () => {
    const cluster = new TestCluster(startNode);
    let node: TestNode;
    beforeAll(async () => {
      [node] = (await cluster.start(1)) as [TestNode];
    });
    afterAll(() => cluster.end());

    test('health returns the identity of the node and a clock that goes forward', async () => {
      const first = await node.control.health();
      const second = await node.control.health();
      expect(first).toMatchObject({ nodeId: 0, incarnation: 1 });
      expect(second.nowMs).toBeGreaterThan(first.nowMs);
    });

    describe.each(operations)('$method $path', ({ method, path }) => {
      test.each(['', 'wrong', 'token-of-the-conformance-suitE'])(
        'is rejected with the token "%s"',
        async (token) => {
          const response = await rawRequest(node, path, { method: method.toUpperCase(), token });
          expect(response.status).toBe(401);
          errorBodySchema.parse(await response.json());
        },
      );
    });

    test.each([
      ['POST', '/updates', undefined, 400],
      ['POST', '/updates?key=', 'v', 400],
      ['POST', '/updates?key=k&delete=perhaps', undefined, 400],
      ['POST', '/updates?key=k&delete=true', 'a value', 400],
      ['POST', '/updates?key=k', 'v'.repeat(1_000_000), 413],
      ['POST', `/updates?key=${'k'.repeat(2000)}`, 'v', 400],
      ['PATCH', '/protocol', '{', 400],
      ['PATCH', '/protocol', '[]', 400],
      ['PATCH', '/protocol', '{"fanuot":2}', 400],
      ['PATCH', '/protocol', '{"fanout":0}', 400],
      ['GET', '/journal?from=0', undefined, 400],
      ['GET', '/journal?limit=all', undefined, 400],
      ['POST', '/probe', '{"peers":[77],"count":1,"timeoutMs":100}', 400],
      ['POST', '/probe', '{"peers":"all"}', 400],
      ['GET', '/nothing', undefined, 404],
      ['DELETE', '/view', undefined, 405],
    ])('%s %s with a bad body or query is answered by an error', async (method, path, body, status) => {
      const response = await rawRequest(node, path, body === undefined ? { method } : { method, body });
      expect(response.status).toBe(status);
      errorBodySchema.parse(await response.json());
    });

    test('a write can be read back, a deletion leaves a tombstone, and the digest changes with each', async () => {
      const digests = [(await node.control.viewSummary()).digest];
      const written = await node.control.write({ key: 'ключ /?&', value: bytes('wärt') });
      digests.push((await node.control.viewSummary()).digest);
      const deleted = await node.control.write({ key: 'gone', delete: true });
      digests.push((await node.control.viewSummary()).digest);
      expect(new Set(digests).size).toBe(3);
      expect(deleted.tMs).toBeGreaterThanOrEqual(written.tMs);
      const view = new Map((await node.control.view()).map((entry) => [entry.key, entry]));
      expect(view.get('ключ /?&')).toMatchObject({
        update: written.update,
        value: Buffer.from('wärt').toString('base64'),
      });
      expect(view.get('gone')).toMatchObject({ update: deleted.update });
      expect(view.get('gone')).not.toHaveProperty('value');
      expect((await node.control.viewSummary()).entries).toBe(view.size);
    });

    test('an empty value is a value', async () => {
      await node.control.write({ key: 'empty', value: new Uint8Array() });
      const view = await node.control.view();
      expect(view.find(({ key }) => key === 'empty')).toHaveProperty('value', '');
    });

    test('parameters change one by one, and a rejected change changes nothing', async () => {
      const changed = await node.control.configure({ fanout: 5 });
      expect(changed).toMatchObject({ fanout: 5, intervalMs: 20 });
      await rawRequest(node, '/protocol', { method: 'PATCH', body: '{"fanout":9,"mode":"shove"}' });
      expect(await node.control.configure({})).toEqual(changed);
    });

    test('counters are OpenMetrics text', async () => {
      const response = await rawRequest(node, '/metrics');
      expect(response.headers.get('content-type')).toContain('application/openmetrics-text');
      expect(await response.text()).toMatch(/# EOF\n$/);
      const counters = await node.control.counters();
      expect(counters.residentMemoryBytes).toBeGreaterThan(0);
      expect(counters.cpuSeconds).toBeGreaterThan(0);
    });

    test('a node that still spreads as much as it may answers writes with 503, counts them, and keeps what it accepted', async () => {
      const accepted: string[] = [];
      const tryWrite = async (key: string): Promise<number> => {
        const response = await rawRequest(node, `/updates?key=${key}`, { method: 'POST', body: 'v' });
        if (response.status === 200) accepted.push(key);
        if (response.status === 503) {
          expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
          errorBodySchema.parse(await response.json());
        }
        return response.status;
      };
      // Nobody is there who could take the updates over, so they stay hot. What is changed holds from the next round on.
      await node.control.configure({ maxHotUpdates: 1 });
      await expect.poll(() => tryWrite(`hot${accepted.length}`)).toBe(503);
      const { writesPushedBack } = await node.control.counters();
      expect(await tryWrite('refused')).toBe(503);
      expect((await node.control.counters()).writesPushedBack).toBe(writesPushedBack + 1);
      await node.control.configure({ maxHotUpdates: 10_000 });
      await expect.poll(() => tryWrite('later')).toBe(200);
      const keys = (await node.control.view()).map(({ key }) => key);
      expect(keys).toEqual(expect.arrayContaining(accepted));
      expect(keys).not.toContain('refused');
    });

    test('a node that was not started for profiles returns none', async () => {
      const response = await rawRequest(node, '/profile');
      expect([403, 404]).toContain(response.status);
      errorBodySchema.parse(await response.json());
    });

    test('the lease can be renewed by name', async () => {
      const response = await rawRequest(node, '/lease', { method: 'POST' });
      expect(await response.json()).toMatchObject({ leaseMs: 30_000 });
    });
  });
}
