import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { deadline } from '../../testing/deadline.js';
import type { ClusterPlan, RunningCluster } from '../cluster.js';
import type { RelayDoor } from '../relay-door.js';
import { lineProgram } from './line-cluster-suite.js';

const sound = { latencyMs: 0, jitterMs: 0, reorders: false, loss: 0, duplication: 0, corruption: 0 };
const silenceMs = 500;

interface Direction {
  readonly from: number;
  readonly to: number;
  readonly counters: {
    readonly received: { readonly datagrams: number };
    readonly forwarded: { readonly datagrams: number };
    readonly foreign: number;
  };
}

const readAll = async (relay: RelayDoor): Promise<readonly Direction[]> =>
  ((await relay.ask({ ask: 'read' })) as { readonly directions: readonly Direction[] }).directions;

/** What the harness relies on in clusters of programs that send datagrams; `start` opens the links by `openInRelay`. */
export function describeDatagramCluster(
  name: string,
  start: (change: Partial<ClusterPlan>) => Promise<RunningCluster>,
): void {
  const all = (transport?: 'udp') =>
    start({ links: 'proxy', programs: [0, 1, 2].map(() => lineProgram('right', { transport })) });
  const value = Buffer.from('value');

  const received = async (cluster: RunningCluster, at: number): Promise<string[]> =>
    (await cluster.control(at).journal(1)).events.flatMap((event) =>
      event.type === 'receive' ? [event.update] : [],
    );

  const arrives = (cluster: RunningCluster, at: number, update: string): Promise<void> =>
    vi.waitFor(async () => expect(await received(cluster, at)).toContain(update), deadline);

  describe(`${name} of programs that send datagrams`, () => {
    test('spreads over the links alone, which count both ends alike', async () => {
      const cluster = await all('udp');
      expect((await cluster.control(0).describe?.())?.traits.transport).toBe('udp');
      const { update } = await cluster.control(0).write({ key: 'k', value });
      for (const peer of [1, 2]) await arrives(cluster, peer, update);
      const directions = await readAll(cluster.proxy!.relay!);
      expect(directions).toHaveLength(6);
      for (const { from, counters } of directions) {
        if (from === 0) expect(counters.forwarded.datagrams).toBeGreaterThan(0);
        expect(counters.foreign).toBe(0);
      }
    });

    test('nothing arrives while every link is cut, and again after the heal', async () => {
      const cluster = await all('udp');
      const relay = cluster.proxy!.relay!;
      const set = (faults: object) =>
        relay.ask({
          ask: 'set',
          changes: cluster.proxy!.links.map(({ from, to }) => ({ from, to, faults })),
        });
      await set({ ...sound, cut: 'drop' });
      const { update } = await cluster.control(0).write({ key: 'k', value });
      await sleep(silenceMs);
      for (const peer of [1, 2]) expect(await received(cluster, peer)).not.toContain(update);
      await set(sound);
      const later = await cluster.control(0).write({ key: 'l', value });
      for (const peer of [1, 2]) await arrives(cluster, peer, later.update);
    });

    test('and of nodes of the reference that do the same', async () => {
      const cluster = await start({ links: 'proxy' });
      await cluster.control(0).write({ key: 'k', value });
      await vi.waitFor(async () => {
        for (const peer of [1, 2]) expect(await cluster.control(peer).view()).toHaveLength(1);
      }, deadline);
      await vi.waitFor(async () => {
        for (const { counters } of await readAll(cluster.proxy!.relay!)) {
          expect(counters.forwarded.datagrams).toBeGreaterThan(0);
          expect(counters.foreign).toBe(0);
        }
      }, deadline);
    });

    test('has no relay where no program sends datagrams', async () => {
      const cluster = await all();
      expect(cluster.proxy).toBeDefined();
      expect(cluster.proxy?.relay).toBeUndefined();
    });
  });
}
