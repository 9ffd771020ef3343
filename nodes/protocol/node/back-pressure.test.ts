import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { useSeed } from '../testing/print-seed.js';
import { TestCluster } from '../testing/test-cluster.js';

useSeed('back-pressure', process.env.FAST_CHECK_SEED);

const writtenAt = (cluster: TestCluster, id: number) =>
  cluster.events(id).filter(({ kind }) => kind === 'written').length;

const pushedBackAt = (cluster: TestCluster, id: number) => cluster.node(id).counters.writesPushedBack;

const sumOver = (cluster: TestCluster, count: (cluster: TestCluster, id: number) => number) =>
  cluster.ids.reduce((sum, id) => sum + count(cluster, id), 0);

describe('a node that still spreads as much as it may', () => {
  test.each([
    ['updates', { maxHotUpdates: 20 }],
    // Of about 20 bytes each.
    ['bytes', { maxHotBytes: 512 }],
  ])('by %s takes no more writes, and counts them, until some have spread', (_, config) => {
    const cluster = new TestCluster({ nodes: 3, seed: 1, config: { intervalMs: 50, ...config } });
    for (let i = 0; i < 100; i += 1) cluster.write(0, `k${i}`);
    const accepted = writtenAt(cluster, 0);
    expect(accepted).toBeGreaterThanOrEqual(15);
    expect(accepted).toBeLessThanOrEqual(40);
    expect(pushedBackAt(cluster, 0)).toBe(100 - accepted);
    expect(cluster.node(0).hotUpdates).toBe(accepted);
    cluster.runUntil(() => cluster.node(0).hotUpdates === 0);
    cluster.write(0, 'later');
    expect(writtenAt(cluster, 0)).toBe(accepted + 1);
  });

  test('takes in whatever its peers send, and drops nothing that was accepted', () => {
    const settings = fc.record({
      seed: fc.nat(),
      maxHotUpdates: fc.integer({ min: 1, max: 10 }),
      maxBatch: fc.integer({ min: 0, max: 3 }),
      mode: fc.constantFrom('push' as const, 'pull' as const, 'push-pull' as const),
    });
    fc.assert(
      fc.property(settings, ({ seed, ...config }) => {
        const cluster = new TestCluster({ nodes: 4, seed, config: { intervalMs: 50, ...config } });
        for (let i = 0; i < 60; i += 1) {
          cluster.write(i % 4, `k${i}`);
          cluster.run(10);
        }
        const accepted = sumOver(cluster, writtenAt);
        expect(accepted + sumOver(cluster, pushedBackAt)).toBe(60);
        cluster.runUntil(() => cluster.ids.every((id) => cluster.node(id).view.size === accepted));
      }),
      { numRuns: 30 },
    );
  });
});

describe('maxBatch', () => {
  test.each(['push', 'pull', 'push-pull'] as const)('bounds the updates of a message in mode %s', (mode) => {
    const config = { mode, maxBatch: 2, intervalMs: 50, repairIntervalMs: 0 };
    const cluster = new TestCluster({ nodes: 3, seed: 2, config });
    for (let i = 0; i < 9; i += 1) cluster.write(0, `k${i}`);
    cluster.runUntil(() => cluster.ids.every((id) => cluster.node(id).view.size === 9));
    expect(Math.max(...cluster.sends.map(({ updates }) => updates))).toBe(2);
  });

  test('of one takes more than twice the messages that no limit takes', () => {
    const messages = (maxBatch: number) => {
      const cluster = new TestCluster({ nodes: 5, seed: 3, config: { maxBatch, intervalMs: 50 } });
      for (let i = 0; i < 30; i += 1) cluster.write(i % 5, `k${i}`);
      cluster.runUntil(() => cluster.ids.every((id) => cluster.node(id).view.size === 30));
      return cluster.sends.filter(({ updates }) => updates > 0).length;
    };
    expect(messages(1)).toBeGreaterThan(2 * messages(0));
  });
});
