import { expect, test } from 'vitest';
import { alarms, changesAt, everySees, statusAt, whole } from '../../testing/member-views.js';
import { TestCluster } from '../../testing/test-cluster.js';

const quiet = { mode: 'push', repairIntervalMs: 0 } as const;
const started = (nodes: number, seed: number, config = {}, loss = 0): TestCluster => {
  const cluster = new TestCluster({ nodes, seed, loss, latencyMs: 2, config: { ...quiet, ...config } });
  cluster.runUntil(() => whole(cluster));
  cluster.run(5_000);
  return cluster;
};

test('fifty nodes that start at once know each other within half a second, by three calls each, most of them of the eldest', () => {
  const cluster = new TestCluster({ nodes: 50, seed: 2, latencyMs: 2, config: quiet });
  cluster.runUntil(() => whole(cluster), 500);
  const opened = cluster.sends.filter(({ opening }) => opening);
  expect(opened.length / 50).toBeLessThan(3);
  const perPeer = cluster.ids.map((id) => opened.filter(({ to }) => to === id).length);
  expect(perPeer[0]).toBeLessThan(110);
  expect(Math.max(...perPeer.slice(1))).toBeLessThan(12);
});

test('fifty nodes that start at once without the eldest know each other within two seconds', () => {
  const cluster = new TestCluster({ nodes: 50, seed: 2, latencyMs: 2, config: quiet });
  cluster.crash(0);
  cluster.runUntil(() => whole(cluster), 2_000);
});

test('nodes that start one after the other know each other within two seconds of the last start', () => {
  const cluster = new TestCluster({ nodes: 30, seed: 3, latencyMs: 2, config: quiet });
  for (const id of cluster.ids) cluster.crash(id);
  for (const id of cluster.ids) {
    cluster.restart(id);
    cluster.run(100);
  }
  cluster.runUntil(() => whole(cluster), 2_000);
});

test('nodes that start long before the links between them know each other within three seconds of the links', () => {
  const cluster = new TestCluster({ nodes: 50, seed: 3, latencyMs: 2, config: quiet });
  cluster.linkUp = () => false;
  cluster.run(8_000);
  cluster.linkUp = () => true;
  cluster.runUntil(() => whole(cluster), 3_000);
});

test('a node whose first calls are lost, or that is alone for long, is found when others come', () => {
  const cluster = new TestCluster({ nodes: 4, seed: 3, latencyMs: 2, config: quiet });
  for (const id of [1, 2, 3]) cluster.crash(id);
  cluster.run(60_000);
  for (const id of [1, 2, 3]) cluster.restart(id);
  cluster.runUntil(() => whole(cluster), 2_000);
});

test.each([
  [20, 11],
  [50, 12],
])('without faults %i nodes suspect nobody in a minute', (nodes, seed) => {
  const cluster = new TestCluster({ nodes, seed, latencyMs: 5, config: quiet });
  cluster.run(60_000);
  expect(whole(cluster)).toBe(true);
  expect(alarms(cluster)).toEqual([]);
});

test.each([1, 2])(
  'at a loss of ten percent nobody fails in two minutes, for all suspicions are refuted (seed %i)',
  (seed) => {
    const cluster = new TestCluster({ nodes: 20, seed, loss: 0.1, latencyMs: 5, config: quiet });
    cluster.run(120_000);
    const told = alarms(cluster);
    expect(told.filter((change) => change.startsWith('failed'))).toEqual([]);
    expect(told.some((change) => change.startsWith('suspected'))).toBe(true);
  },
);

test('a node sends one ping a second, however many there are, and is pinged as often on average', () => {
  for (const nodes of [5, 40]) {
    const cluster = started(nodes, 4, { memberSyncIntervalMs: 0 });
    cluster.sends.length = 0;
    cluster.run(60_000);
    for (const id of cluster.ids) {
      const opened = cluster.sends.filter(({ from, opening }) => from === id && opening);
      expect(opened.map(({ kind }) => kind).filter((kind) => kind !== 'ping')).toEqual([]);
      expect(opened.length).toBeGreaterThanOrEqual(59);
      expect(opened.length).toBeLessThanOrEqual(61);
    }
  }
});

test('news rides with dissemination, where that calls peers anyway', () => {
  const cluster = started(20, 5, { mode: 'push-pull', rejoinIntervalMs: 0, memberSyncIntervalMs: 0 });
  cluster.sends.length = 0;
  cluster.crash(7);
  cluster.runUntil(() => everySees(cluster, cluster.liveIds, [7], 'failed'), 60_000);
  const news = cluster.sends.filter(({ kind }) => kind === 'memberNews');
  const rode = cluster.sends.filter(
    ({ kind, opening, from, to, atMs }) =>
      kind === 'pushPullRequest' &&
      !opening &&
      news.some((ahead) => ahead.from === from && ahead.to === to && ahead.atMs === atMs),
  );
  expect(rode.length).toBeGreaterThan(100);
});

test('a crash costs each node little more: its probes, three helpers for each that fails, and news for a moment', () => {
  const cluster = started(20, 5, { rejoinIntervalMs: 0, memberSyncIntervalMs: 0 });
  cluster.crash(7);
  cluster.sends.length = 0;
  cluster.run(60_000);
  const opened = cluster.sends.filter(({ opening }) => opening);
  const perNodeAndSecond = opened.length / 19 / 60;
  expect(perNodeAndSecond).toBeLessThan(2);
  const lastNewsMs = Math.max(...opened.flatMap(({ kind, atMs }) => (kind === 'memberNews' ? [atMs] : [])));
  expect(lastNewsMs).toBeLessThan(cluster.queue.nowMs - 20_000);
});

test('a node that pauses for less than the suspicion lasts is suspected, and refutes', () => {
  const cluster = started(10, 3);
  cluster.pause(2, 3_000);
  cluster.run(3_000);
  expect(changesAt(cluster, 0)).toContain('suspected 2.1');
  cluster.runUntil(() => whole(cluster), 1_000);
  expect(changesAt(cluster, 0).at(-1)).toBe('recovered 2.1');
  expect(alarms(cluster).filter((change) => change.startsWith('failed'))).toEqual([]);
});

test.each([
  ['still remembered', 25_000, 'recovered 2.1'],
  ['forgotten', 70_000, 'joined 2.1'],
])(
  'a node that pauses for longer is failed, takes nobody for failed itself, and is back at once, %s',
  (_, pauseMs, comeback) => {
    const cluster = started(10, 2);
    cluster.pause(2, pauseMs);
    cluster.runUntil(() => everySees(cluster, [0, 1, 9], [2], 'failed'), 24_000);
    cluster.run(pauseMs);
    cluster.runUntil(() => whole(cluster), 1_000);
    expect(changesAt(cluster, 0).at(-1)).toBe(comeback);
    expect(changesAt(cluster, 2).filter((change) => change.startsWith('failed'))).toEqual([]);
  },
);

test('a restarted node is alive again at once, as a new life, and its past is ignored', () => {
  const cluster = started(8, 6);
  cluster.crash(3);
  cluster.runUntil(() => everySees(cluster, cluster.liveIds, [3], 'failed'));
  cluster.restart(3);
  cluster.runUntil(() => whole(cluster), 1_500);
  for (const id of cluster.ids.filter((other) => other !== 3))
    expect(changesAt(cluster, id)).toContain('recovered 3.2');
  const ghost = { id: 3, incarnation: 1, refutations: 99, status: 'left', reporter: 3 } as const;
  const message = { kind: 'memberNews', statements: [ghost] } as const;
  cluster.input(0, { kind: 'message', from: 1, exchange: -1, message });
  expect(statusAt(cluster, 0, 3)).toBe('alive');
});

test('a node that restarts before it was missed joins with its new life', () => {
  const cluster = started(5, 6);
  cluster.crash(3);
  cluster.restart(3);
  cluster.runUntil(() => [0, 1, 2, 4].every((id) => changesAt(cluster, id).includes('joined 3.2')), 2_000);
  expect(alarms(cluster)).toEqual([]);
});

test('a node that leaves is left, not failed, also where its goodbye was not heard, and nobody looks for it', () => {
  const cluster = started(12, 7);
  cluster.linkUp = (from, to) => from !== 4 || to < 3;
  cluster.input(4, { kind: 'leave' });
  cluster.crash(4);
  cluster.runUntil(() => everySees(cluster, cluster.liveIds, [4], 'left'), 2_000);
  cluster.run(10_000);
  cluster.sends.length = 0;
  cluster.run(120_000);
  expect(everySees(cluster, cluster.liveIds, [4], 'left')).toBe(true);
  expect(cluster.sends.filter(({ to }) => to === 4)).toEqual([]);
});

test('statements about strangers to the roster change nothing', () => {
  const cluster = new TestCluster({ nodes: 3, seed: 1, config: quiet });
  const stranger = { id: 77, incarnation: 1, refutations: 0, status: 'alive', reporter: 77 } as const;
  const message = { kind: 'memberNews', statements: [stranger] } as const;
  cluster.input(0, { kind: 'message', from: 1, exchange: -1, message });
  expect(cluster.node(0).members()).toEqual([{ id: 0, incarnation: 1, status: 'alive' }]);
});
