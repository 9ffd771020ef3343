import { expect, test } from 'vitest';
import { protocolConfigSchema } from '../../node/config.js';
import { alarms, everySees, statusAt, whole } from '../../testing/member-views.js';
import { TestCluster } from '../../testing/test-cluster.js';
import { detectionBounds } from './detection-bounds.js';

const quiet = { mode: 'push', repairIntervalMs: 0 } as const;

test('the defaults imply for twenty nodes: not before 5.2 s, surely within 75 s', () => {
  const bounds = detectionBounds(protocolConfigSchema.parse({}), 20);
  expect(bounds.firstMinMs).toBeCloseTo(5_204, 0);
  expect(bounds.firstMaxMs).toBeCloseTo(38_000 + 31_225, 0);
  expect(bounds.fullMaxMs).toBeCloseTo(bounds.firstMaxMs + 9 * 500, 6);
});

const faster = { probeIntervalMs: 300, probeTimeoutMs: 100, suspicionMultiplier: 3 };

test.each([
  ['by default, one of twenty', 20, {}],
  ['by default, one of three', 3, {}],
  ['with faster probes', 20, faster],
  ['without helpers', 10, { indirectProbes: 0 }],
  ['without a shrinking time-out', 10, { maxSuspicionMultiplier: 1 }],
])('a crash is detected, first and by all, within the bounds: %s', (_, nodes, config) => {
  for (const seed of [1, 2, 3, 4]) {
    const cluster = new TestCluster({ nodes, seed, latencyMs: 2, config: { ...quiet, ...config } });
    cluster.runUntil(() => whole(cluster));
    cluster.run(3_000 + 137 * seed);
    const crashMs = cluster.queue.nowMs;
    const bounds = detectionBounds(cluster.config, nodes);
    cluster.crash(1);
    cluster.runUntil(
      () => cluster.liveIds.some((id) => statusAt(cluster, id, 1) === 'failed'),
      bounds.firstMaxMs,
    );
    expect(cluster.queue.nowMs - crashMs).toBeGreaterThanOrEqual(bounds.firstMinMs);
    const leftMs = crashMs + bounds.fullMaxMs - cluster.queue.nowMs;
    cluster.runUntil(() => everySees(cluster, cluster.liveIds, [1], 'failed'), leftMs);
    expect(alarms(cluster).every((change) => change.endsWith(' 1.1'))).toBe(true);
  }
});

test('confirmations bring the detection in twenty nodes far below the longest time-out', () => {
  const times = [1, 2, 3, 4, 5, 6].map((seed) => {
    const cluster = new TestCluster({ nodes: 20, seed, latencyMs: 2, config: quiet });
    cluster.runUntil(() => whole(cluster));
    cluster.run(5_000);
    const crashMs = cluster.queue.nowMs;
    cluster.crash(1);
    cluster.runUntil(() => everySees(cluster, cluster.liveIds, [1], 'failed'));
    return cluster.queue.nowMs - crashMs;
  });
  expect(Math.max(...times)).toBeLessThan(12_000);
});
