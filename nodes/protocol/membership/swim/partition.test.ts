import { expect, test } from 'vitest';
import { changesAt, everySees, statusAt, whole } from '../../testing/member-views.js';
import { TestCluster } from '../../testing/test-cluster.js';
import type { NodeId } from '../../types.js';

const quiet = { mode: 'push', repairIntervalMs: 0 } as const;
const left = [0, 1, 2, 3, 4, 5];
const right = [6, 7, 8, 9, 10, 11];

function started(seed: number, config = {}): TestCluster {
  const cluster = new TestCluster({ nodes: 12, seed, latencyMs: 2, config: { ...quiet, ...config } });
  cluster.runUntil(() => whole(cluster));
  cluster.run(5_000);
  return cluster;
}

const cut = (cluster: TestCluster): void => {
  cluster.linkUp = (from, to) => left.includes(from) === left.includes(to);
};
const heal = (cluster: TestCluster): void => {
  cluster.linkUp = () => true;
};
const apart = (cluster: TestCluster): boolean => parted(cluster, 'failed');
/** Each side sees its own alive and has this of the other. */
const parted = (cluster: TestCluster, others: 'failed' | undefined): boolean =>
  everySees(cluster, left, right, others) &&
  everySees(cluster, right, left, others) &&
  everySees(cluster, left, left, 'alive') &&
  everySees(cluster, right, right, 'alive');

test('the halves of a partition fail each other, and recover when it heals', () => {
  const cluster = started(1, { gossipToTheDeadMs: 600_000 });
  cut(cluster);
  cluster.runUntil(() => apart(cluster));
  heal(cluster);
  cluster.runUntil(() => whole(cluster), 8_000);
  expect(changesAt(cluster, 0)).toContain('recovered 11.1');
});

test('halves that have forgotten each other find each other again by rejoin', () => {
  const cluster = started(2, { gossipToTheDeadMs: 5_000 });
  cut(cluster);
  cluster.run(90_000);
  expect(parted(cluster, undefined)).toBe(true);
  heal(cluster);
  cluster.runUntil(() => whole(cluster), 8_000);
  expect(changesAt(cluster, 0).at(-1)).toMatch(/^joined/);
});

test('without rejoin they stay two clusters for good: the weakness that rejoin is for', () => {
  const cluster = started(2, { gossipToTheDeadMs: 5_000, rejoinIntervalMs: 0 });
  cut(cluster);
  cluster.run(90_000);
  heal(cluster);
  cluster.run(600_000);
  expect(parted(cluster, undefined)).toBe(true);
});

test('rejoin tries the missing at a low rate that does not grow with the cluster', () => {
  const cluster = started(3);
  cluster.crash(7);
  cluster.run(60_000);
  expect(statusAt(cluster, 0, 7)).toBeUndefined();
  cluster.sends.length = 0;
  cluster.run(300_000);
  const tries = cluster.sends.filter(({ to }) => to === 7);
  expect(new Set(tries.map(({ kind }) => kind))).toEqual(new Set(['memberSync']));
  // Once every five seconds by all eleven together, on average.
  expect(tries.length).toBeGreaterThan(30);
  expect(tries.length).toBeLessThan(90);
});

test.each<[string, (from: NodeId, to: NodeId) => boolean]>([
  ['nobody hears', (from) => from !== 3],
  ['hears nobody', (_, to) => to !== 3],
])('a node that %s is failed by all others, harms none of them, and recovers', (_, linkUp) => {
  const cluster = started(4, { gossipToTheDeadMs: 600_000 });
  const others = cluster.ids.filter((id) => id !== 3);
  cluster.linkUp = linkUp;
  cluster.runUntil(() => everySees(cluster, others, [3], 'failed'));
  cluster.run(30_000);
  const failed = others.flatMap((id) =>
    changesAt(cluster, id).filter((change) => change.startsWith('failed')),
  );
  expect(new Set(failed)).toEqual(new Set(['failed 3.1']));
  heal(cluster);
  cluster.runUntil(() => whole(cluster), 15_000);
});
