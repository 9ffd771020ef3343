import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import type { NodeProgram } from '../../contract/lines/node-program.js';
import { deadline } from '../../testing/deadline.js';
import type { ClusterLoss, ClusterPlan, RunningCluster } from '../cluster.js';

const node = fileURLToPath(new URL('../../contract/check/testing/wrong-node.mjs', import.meta.url));

/** The program by which the conformance suite is tested, in one of its ways; `right` breaks no rule. */
export const lineProgram = (
  way: string,
  { version = '0.1', transport }: { readonly version?: string; readonly transport?: 'udp' } = {},
): NodeProgram => ({
  name: `test ${way}`,
  identity: { implementation: 'my-node', version },
  transport,
  command: ['node', node, way, version],
  parameters: {},
  memoryMiB: 64,
  folders: [dirname(node)],
});

/** What the harness relies on in clusters of programs of others; `start` starts three nodes, and whoever calls it stops them. */
export function describeLineCluster(
  name: string,
  start: (change: Partial<ClusterPlan>) => Promise<RunningCluster>,
): void {
  const all = (way: string) => start({ programs: [0, 1, 2].map(() => lineProgram(way)) });
  const value = Buffer.from('value');

  /** Whether a node has said since its start that it received an update. */
  const hasReceived = (cluster: RunningCluster, at: number, update: string): Promise<void> =>
    vi.waitFor(async () => {
      const { events } = await cluster.control(at).journal(1);
      const received = events.flatMap((event) => (event.type === 'receive' ? [event.update] : []));
      expect(received).toContain(update);
    }, deadline);

  describe(`${name} of programs that speak lines`, () => {
    test('is up, says what it is, and spreads what is written', async () => {
      const cluster = await all('right');
      expect(await cluster.control(0).describe?.()).toMatchObject({ implementation: 'my-node' });
      const { update, tMs } = await cluster.control(0).write({ key: 'k', value });
      expect(update).toBe('0.1.1');
      for (const peer of [1, 2]) {
        await hasReceived(cluster, peer, update);
        const { events } = await cluster.control(peer).journal(1);
        const receipt = events.find((event) => event.type === 'receive');
        expect(receipt).toMatchObject({ from: expect.any(Number), hops: expect.any(Number) });
        // One machine has one clock.
        expect(receipt!.tMs).toBeGreaterThan(tMs - 1);
      }
      expect((await cluster.control(0).counters()).messagesSent).toBeGreaterThan(0);
      expect((await cluster.resources()).get(0)?.memoryBytes).toBeGreaterThan(0);
    });

    test('a killed node comes back in its next incarnation, and takes part', async () => {
      const cluster = await all('right');
      const losses: ClusterLoss[] = [];
      cluster.onLoss((loss) => losses.push(loss));
      await cluster.lifecycle.kill(1);
      await cluster.lifecycle.restart(1);
      expect(await cluster.control(1).health()).toMatchObject({ nodeId: 1, incarnation: 2 });
      const { update } = await cluster.control(0).write({ key: 'k', value });
      await hasReceived(cluster, 1, update);
      expect((await cluster.control(1).write({ key: 'l', value })).update).toBe('1.2.1');
      expect(losses).toEqual([]);
    });

    test('nodes of different programs are in one cluster', async () => {
      const versions = ['1', '1', '2'];
      const cluster = await start({ programs: versions.map((version) => lineProgram('right', { version })) });
      const said = await Promise.all(cluster.nodeIds.map((id) => cluster.control(id).describe?.()));
      expect(said.map((one) => one?.version)).toEqual(versions);
      const { update } = await cluster.control(2).write({ key: 'k', value });
      for (const peer of [0, 1]) await hasReceived(cluster, peer, update);
    });

    test('a node comes back as another program, takes part, and stays that', async () => {
      const cluster = await all('right');
      const losses: ClusterLoss[] = [];
      cluster.onLoss((loss) => losses.push(loss));
      await cluster.lifecycle.stop(1);
      await cluster.lifecycle.restart(1, lineProgram('right', { version: '0.2' }));
      expect(await cluster.control(1).health()).toMatchObject({ version: '0.2', incarnation: 2 });
      const { update } = await cluster.control(0).write({ key: 'k', value });
      await hasReceived(cluster, 1, update);
      await cluster.lifecycle.kill(1);
      await cluster.lifecycle.restart(1);
      expect(await cluster.control(1).health()).toMatchObject({ version: '0.2', incarnation: 3 });
      expect(await cluster.control(0).health()).toMatchObject({ version: '0.1', incarnation: 1 });
      expect(losses).toEqual([]);
    });

    test('one that ends at once in another’s place is no loss: who asked for it is told', async () => {
      const cluster = await all('right');
      const losses: ClusterLoss[] = [];
      cluster.onLoss((loss) => losses.push(loss));
      const ends: NodeProgram = { ...lineProgram('right'), command: ['node', '-e', 'process.exit(3)'] };
      await cluster.lifecycle.stop(1);
      await expect(cluster.lifecycle.restart(1, ends)).rejects.toThrow(/node n1 ended before it was healthy/);
      await cluster.lifecycle.kill(1);
      const { update } = await cluster.control(0).write({ key: 'k', value });
      await hasReceived(cluster, 2, update);
      expect(losses).toEqual([]);
    });

    test('a paused node stands still, a limited one goes on, and a stopped one leaves', async () => {
      const cluster = await all('right');
      await cluster.lifecycle.pause(2);
      const { update } = await cluster.control(0).write({ key: 'k', value });
      await hasReceived(cluster, 1, update);
      expect((await cluster.control(2).journal(1)).events).toEqual(
        expect.not.arrayContaining([expect.objectContaining({ type: 'receive' })]),
      );
      await cluster.lifecycle.resume(2);
      await hasReceived(cluster, 2, update);
      await cluster.lifecycle.limitCpu(2, 0.5);
      await cluster.lifecycle.stop(2);
      await expect(cluster.control(2).write({ key: 'm', value })).rejects.toThrow(/n2/);
    });

    test('a node that ends unasked is a loss, with its last words', async () => {
      const cluster = await all('chokes-on-unknown');
      const losses: ClusterLoss[] = [];
      cluster.onLoss((loss) => losses.push(loss));
      // It knows no `set`, though it claims to take parameters.
      const control = cluster.control(0) as { set?: (parameters: object) => Promise<unknown> };
      await expect(control.set?.({ fanout: 1 })).rejects.toThrow(/n0/);
      await vi.waitFor(() => expect(losses).toMatchObject([{ kind: 'node', exit: { node: 0 } }]), deadline);
    });

    test('one that dies at begin, or never gets ready, ends the start', async () => {
      const dies = await all('dies-at-begin').catch((error: unknown) => error);
      // It may end before or after the others have begun.
      if (dies instanceof Error) expect(dies.message).toMatch(/node n\d/);
    });
  });
}
