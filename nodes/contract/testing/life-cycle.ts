import { afterEach, describe, expect, test, vi } from 'vitest';
import { deadline } from '../../testing/deadline.js';
import { rawRequest, type StartNode, TestCluster, type TestNode } from './test-cluster.js';

export function describeLifeCycle(startNode: StartNode): void {
  describe('life', () => {
    const cluster = new TestCluster(startNode);
    afterEach(() => cluster.end());

    test.each(['SIGTERM', 'POST /leave'] as const)(
      'on %s it notifies its peers and exits with 0',
      async (way) => {
        const [stays, leaves] = (await cluster.start(2)) as [TestNode, TestNode];
        await vi.waitFor(async () => {
          const members = await stays.control.members();
          expect(members.find(({ id }) => id === 1)?.status).toBe('alive');
        }, deadline);
        if (way === 'SIGTERM') leaves.signal('SIGTERM');
        else await leaves.control.leave();
        expect(await leaves.ended).toMatchObject({ code: 0 });
        await vi.waitFor(async () => {
          const members = await stays.control.members();
          expect(members.find(({ id }) => id === 1)?.status).toBe('left');
        }, deadline);
      },
    );

    test('without authenticated requests it exits by itself with 3', async () => {
      const [node] = (await cluster.start(1, { GOSSIP_LEASE_MS: '1000' })) as [TestNode];
      const asking = setInterval(() => {
        // Strangers do not renew the lease; the last of them finds nobody.
        rawRequest(node, '/health', { token: 'of-a-stranger-on-the-network' }).catch(() => undefined);
      }, 100);
      expect(await node.ended).toMatchObject({ code: 3 });
      clearInterval(asking);
    });

    test('a restarted node is known by its higher incarnation, and its old updates come back to it', async () => {
      const [stays, dies] = (await cluster.start(2)) as [TestNode, TestNode];
      const { update } = await dies.control.write({ key: 'k', value: new Uint8Array([1]) });
      await vi.waitFor(async () => expect((await stays.control.viewSummary()).entries).toBe(1), deadline);
      dies.signal('SIGKILL');
      await dies.ended;
      const [, port] = (dies.environment.GOSSIP_CONTROL ?? '').split(':');
      const again = await cluster.launch(dies.gossipPort, Number(port), {
        ...dies.environment,
        GOSSIP_INCARNATION: '2',
      });
      await vi.waitFor(async () => {
        const members = await stays.control.members();
        expect(members.find(({ id }) => id === 1)).toEqual({ id: 1, incarnation: 2, status: 'alive' });
        expect((await again.control.view()).map((entry) => entry.update)).toEqual([update]);
      }, deadline);
    });

    test.each([
      ['a missing token', { GOSSIP_TOKEN: '' }, 'GOSSIP_TOKEN'],
      ['a protocol that is none', { GOSSIP_PROTOCOL: '{"mode":"shove"}' }, 'GOSSIP_PROTOCOL'],
    ])('with %s it exits with 2 and names the wrong variable', async (_, change, variable) => {
      const [good] = (await cluster.start(1)) as [TestNode];
      const bad = await cluster.spawn({ ...good.environment, ...change });
      const { code, output } = await bad.ended;
      expect(code).toBe(2);
      expect(output).toContain(variable);
    });

    test('if a port is taken it exits with 71', async () => {
      const [first] = (await cluster.start(1)) as [TestNode];
      const second = await cluster.spawn(first.environment);
      expect(await second.ended).toMatchObject({ code: 71 });
    });
  });
}
