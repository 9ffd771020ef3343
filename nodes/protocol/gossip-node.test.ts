import { expect, test } from 'vitest';
import { type Mode, modes, stopRules } from './config.js';
import { TestCluster } from './testing/test-cluster.js';

const completeMembership = (cluster: TestCluster): boolean =>
  cluster.liveIds.every(
    (id) =>
      cluster
        .node(id)
        .members()
        .filter(({ status }) => status === 'alive').length === cluster.liveIds.length,
  );

const allHold = (cluster: TestCluster, keys: readonly string[]): boolean =>
  cluster.liveIds.every((id) => keys.every((key) => cluster.node(id).view.get(key) !== undefined));

test.each(modes.flatMap((mode) => stopRules.map((stopRule) => [mode, stopRule] as const)))(
  '%s with %s and repair delivers every update to every node, under loss too',
  (mode: Mode, stopRule) => {
    const cluster = new TestCluster({
      nodes: 16,
      seed: 7,
      loss: 0.05,
      latencyMs: 5,
      config: { mode, stopRule, repairIntervalMs: 1_000 },
    });
    cluster.runUntil(() => completeMembership(cluster));
    const keys = Array.from({ length: 20 }, (_, i) => `key-${i}`);
    keys.forEach((key, i) => {
      cluster.write(i % 16, key);
    });
    cluster.runUntil(() => allHold(cluster, keys));
    expect(cluster.converged()).toBe(true);
  },
);
