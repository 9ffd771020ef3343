import { expect, test } from 'vitest';
import { TestCluster } from '../testing/test-cluster.js';
import type { MemberStatus, NodeId } from '../types.js';

const quiet = { mode: 'push', repairIntervalMs: 0, detector: 'heartbeat' } as const;
const seen = (cluster: TestCluster, observer: NodeId, status: MemberStatus): NodeId[] =>
  cluster
    .node(observer)
    .members()
    .filter((member) => member.status === status)
    .map(({ id }) => id)
    .sort((a, b) => a - b);
const allSee = (cluster: TestCluster, status: MemberStatus, ids: readonly NodeId[]): boolean =>
  cluster.liveIds.every((id) => String(seen(cluster, id, status)) === String(ids));
const changes = (cluster: TestCluster, observer: NodeId) =>
  cluster
    .events(observer)
    .flatMap((event) =>
      event.kind === 'member' ? [`${event.change} ${event.member.id}.${event.member.incarnation}`] : [],
    );
const complete = (cluster: TestCluster): boolean => allSee(cluster, 'alive', cluster.liveIds);

test('fifty nodes know each other within a second, each calling few peers', () => {
  const cluster = new TestCluster({ nodes: 50, seed: 2, latencyMs: 2, config: quiet });
  cluster.runUntil(() => complete(cluster), 1_000);
  const opened = cluster.sends.filter(({ opening }) => opening).length;
  expect(opened / 50).toBeLessThan(15);
});

test('nodes that start one after the other know each other within a second of the last start', () => {
  const cluster = new TestCluster({ nodes: 30, seed: 3, latencyMs: 2, config: quiet });
  for (const id of cluster.ids) cluster.crash(id);
  for (const id of cluster.ids) {
    cluster.restart(id);
    cluster.run(100);
  }
  cluster.runUntil(() => complete(cluster), 1_000);
});

test('once all know each other, a node calls about one peer an interval', () => {
  const cluster = new TestCluster({ nodes: 20, seed: 4, config: quiet });
  cluster.run(5_000);
  cluster.sends.length = 0;
  cluster.run(20_000);
  const perNodeAndInterval = cluster.sends.filter(({ opening }) => opening).length / 20 / 40;
  expect(perNodeAndInterval).toBeGreaterThan(0.9);
  expect(perNodeAndInterval).toBeLessThan(1.1);
  expect(
    cluster.ids.flatMap((id) => changes(cluster, id)).filter((change) => !change.startsWith('joined')),
  ).toEqual([]);
});

test('a crashed member is failed at every node after the timeout, and no longer called', () => {
  const cluster = new TestCluster({ nodes: 10, seed: 5, config: { ...quiet, failureTimeoutMs: 3_000 } });
  cluster.runUntil(() => complete(cluster));
  cluster.run(2_000);
  cluster.crash(7);
  cluster.run(2_000);
  expect(allSee(cluster, 'failed', [])).toBe(true);
  cluster.runUntil(() => allSee(cluster, 'failed', [7]), 5_000);
  cluster.sends.length = 0;
  cluster.run(10_000);
  const calls = cluster.sends.filter(({ opening }) => opening);
  const tries = calls.filter(({ to }) => to === 7).length;
  expect(tries).toBeGreaterThan(0);
  expect(tries / calls.length).toBeLessThan(0.15);
});

test('a restarted node comes back as a new life, and its past is ignored', () => {
  const cluster = new TestCluster({ nodes: 8, seed: 6, config: { ...quiet, failureTimeoutMs: 2_000 } });
  cluster.runUntil(() => complete(cluster));
  cluster.crash(3);
  cluster.runUntil(() => allSee(cluster, 'failed', [3]));
  cluster.restart(3);
  cluster.runUntil(() => complete(cluster));
  for (const id of cluster.ids.filter((other) => other !== 3))
    expect(changes(cluster, id)).toContain('recovered 3.2');
  const ghost = {
    kind: 'heartbeats',
    members: [{ id: 3, incarnation: 1, heartbeat: 10_000, left: true }],
  } as const;
  cluster.input(0, { kind: 'message', from: 1, exchange: -1, message: ghost });
  expect(seen(cluster, 0, 'alive')).toContain(3);
});

test('a node that restarts before it was missed joins with its new incarnation', () => {
  const cluster = new TestCluster({ nodes: 5, seed: 6, config: quiet });
  cluster.runUntil(() => complete(cluster));
  cluster.crash(3);
  cluster.restart(3);
  cluster.runUntil(() => [0, 1, 2, 4].every((id) => changes(cluster, id).includes('joined 3.2')));
});

test('a node that leaves is left, not failed, also where its goodbye was not heard', () => {
  const cluster = new TestCluster({ nodes: 12, seed: 7, config: { ...quiet, failureTimeoutMs: 5_000 } });
  cluster.runUntil(() => complete(cluster));
  cluster.linkUp = (from, to) => from !== 4 || to < 3;
  cluster.input(4, { kind: 'leave' });
  cluster.crash(4);
  cluster.runUntil(() => allSee(cluster, 'left', [4]), 4_000);
  cluster.run(20_000);
  expect(allSee(cluster, 'failed', [])).toBe(true);
});

test('parted sides fail each other and find each other again', () => {
  const cluster = new TestCluster({ nodes: 10, seed: 8, config: { ...quiet, failureTimeoutMs: 2_000 } });
  cluster.runUntil(() => complete(cluster));
  cluster.linkUp = (from, to) => from < 5 === to < 5;
  cluster.runUntil(() => seen(cluster, 0, 'failed').length === 5 && seen(cluster, 9, 'failed').length === 5);
  cluster.linkUp = () => true;
  cluster.runUntil(() => complete(cluster), 10_000);
  expect(changes(cluster, 0)).toContain('recovered 9.1');
});

test('a node that was itself stopped does not take the others for failed', () => {
  const cluster = new TestCluster({ nodes: 6, seed: 9, config: { ...quiet, failureTimeoutMs: 2_000 } });
  cluster.runUntil(() => complete(cluster));
  cluster.pause(2, 30_000);
  cluster.run(40_000);
  expect(changes(cluster, 2).filter((change) => change.startsWith('failed'))).toEqual([]);
  expect(changes(cluster, 0)).toContain('failed 2.1');
  expect(changes(cluster, 0)).toContain('recovered 2.1');
});

test('rows about strangers, and about the node itself, change nothing', () => {
  const cluster = new TestCluster({ nodes: 3, seed: 1, config: quiet });
  const members = [
    { id: 0, incarnation: 9, heartbeat: 9, left: true },
    { id: 77, incarnation: 1, heartbeat: 1, left: false },
  ];
  cluster.input(0, { kind: 'message', from: 1, exchange: -1, message: { kind: 'heartbeatsReply', members } });
  expect(cluster.node(0).members()).toEqual([{ id: 0, incarnation: 1, status: 'alive' }]);
});

test('without heartbeats the whole roster counts as alive, and nothing is sent for it', () => {
  const cluster = new TestCluster({ nodes: 4, seed: 1, config: { ...quiet, heartbeatIntervalMs: 0 } });
  cluster.crash(3);
  cluster.run(60_000);
  expect(allSee(cluster, 'alive', [0, 1, 2, 3])).toBe(true);
  expect(cluster.sends).toEqual([]);
});
