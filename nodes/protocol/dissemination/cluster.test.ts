import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modes, stopRules } from '../node/config.js';
import { useSeed } from '../testing/print-seed.js';
import { TestCluster, type TestSend } from '../testing/test-cluster.js';
import type { NodeId, ProtocolEvent } from '../types.js';

useSeed('cluster', process.env.FAST_CHECK_SEED);

const membershipKinds = ['ping', 'pingRequest', 'memberNews', 'memberSync'];
const opensGossip = ({ opening, kind }: TestSend): boolean => opening && !membershipKinds.includes(kind);

function ready(cluster: TestCluster): TestCluster {
  const alive = (id: NodeId): number =>
    cluster
      .node(id)
      .members()
      .filter(({ status }) => status === 'alive').length;
  cluster.runUntil(() => cluster.liveIds.every((id) => alive(id) === cluster.liveIds.length));
  return cluster;
}

const allHold = (cluster: TestCluster, keys: readonly string[]): boolean =>
  cluster.liveIds.every((id) => keys.every((key) => cluster.node(id).view.get(key) !== undefined));

const heldTwice = (events: readonly ProtocolEvent[]): string[] => {
  const held = new Set<string>();
  const twice: string[] = [];
  const note = (name: string): void => {
    if (held.has(name)) twice.push(name);
    held.add(name);
  };
  for (const event of events) {
    if (event.kind === 'written' || event.kind === 'applied') {
      const { origin, incarnation, seq } = event.update.version;
      note(`${origin}.${incarnation}.${seq}`);
    } else if (event.kind === 'superseded') {
      for (let seq = event.fromSeq; seq <= event.toSeq; seq++)
        note(`${event.origin}.${event.incarnation}.${seq}`);
    }
  }
  return twice;
};

test.each(modes.flatMap((mode) => stopRules.map((stopRule) => [mode, stopRule] as const)))(
  '%s with %s and repair delivers every update to every node, under loss too',
  (mode, stopRule) => {
    const config = { mode, stopRule, repairIntervalMs: 1_000 };
    const cluster = ready(new TestCluster({ nodes: 16, seed: 7, loss: 0.05, latencyMs: 5, config }));
    const keys = Array.from({ length: 20 }, (_, i) => `key-${i}`);
    for (const [i, key] of keys.entries()) cluster.write(i % 16, key);
    cluster.runUntil(() => allHold(cluster, keys));
    expect(cluster.converged()).toBe(true);
    for (const id of cluster.ids) expect(heldTwice(cluster.events(id))).toEqual([]);
  },
);

describe.each(modes)('%s', (mode) => {
  test('starts at most fanout exchanges a round', () => {
    const config = { mode, fanout: 3, repairIntervalMs: 0 };
    const cluster = ready(new TestCluster({ nodes: 12, seed: 3, config }));
    cluster.sends.length = 0;
    const roundsBefore = cluster.ids.map((id) => cluster.node(id).counters.roundsStarted);
    for (let i = 0; i < 30; i++) {
      cluster.write(i % 12, `key-${i}`);
      cluster.run(150);
    }
    for (const id of cluster.ids) {
      const opened = cluster.sends.filter((send) => send.from === id && opensGossip(send));
      const roundTimes = new Set(opened.map(({ atMs }) => atMs));
      for (const time of roundTimes) {
        const peers = opened.filter(({ atMs }) => atMs === time).map(({ to }) => to);
        expect(peers.length).toBeLessThanOrEqual(3);
        expect(new Set(peers).size).toBe(peers.length);
      }
      const rounds = cluster.node(id).counters.roundsStarted - roundsBefore[id]!;
      expect(roundTimes.size).toBeLessThanOrEqual(rounds);
      expect(opened.length).toBeGreaterThan(0);
    }
  });

  test('tells as hops how many links an update crossed', () => {
    const cluster = ready(new TestCluster({ nodes: 12, seed: 4, config: { mode, fanout: 1 } }));
    cluster.write(0, 'k');
    cluster.runUntil(() => allHold(cluster, ['k']));
    const hops = new Map<NodeId, number>([[0, 0]]);
    const receipts = cluster.ids.flatMap((id) =>
      cluster.events(id).flatMap((event) => (event.kind === 'applied' ? [{ id, ...event }] : [])),
    );
    for (const { id, update } of receipts) hops.set(id, update.hops);
    for (const { from, update } of receipts) expect(update.hops).toBe(hops.get(from)! + 1);
  });

  test('every live node delivers what both sides wrote after a partition heals', () => {
    const config = {
      mode,
      repairIntervalMs: 500,
      probeIntervalMs: 300,
      probeTimeoutMs: 150,
      rejoinIntervalMs: 1_000,
    };
    const cluster = ready(new TestCluster({ nodes: 10, seed: 5, config }));
    cluster.linkUp = (from, to) => from < 5 === to < 5;
    cluster.write(0, 'left');
    cluster.write(9, 'right');
    cluster.run(8_000);
    expect(cluster.node(1).view.get('right')).toBeUndefined();
    expect(cluster.node(1).view.get('left')).toBeDefined();
    cluster.linkUp = () => true;
    cluster.runUntil(() => allHold(cluster, ['left', 'right']));
    expect(cluster.converged()).toBe(true);
  });

  test('a node that restarts empty gets everything back, its own past included, and writes on as a new life', () => {
    const config = { mode, repairIntervalMs: 500 };
    const cluster = ready(new TestCluster({ nodes: 6, seed: 6, config }));
    cluster.write(2, 'first-life');
    cluster.runUntil(() => allHold(cluster, ['first-life']));
    cluster.crash(2);
    cluster.restart(2);
    cluster.write(2, 'second-life');
    cluster.runUntil(() => allHold(cluster, ['first-life', 'second-life']));
    const lives = cluster.ids.map((id) => [...cluster.node(id).view.entries()].map(({ version }) => version));
    for (const versions of lives) {
      expect(new Set(versions.map(({ incarnation, seq }) => `${incarnation}.${seq}`))).toEqual(
        new Set(['1.1', '2.1']),
      );
    }
  });

  test('a deleted key does not come back, not even from a node that missed the deletion', () => {
    const config = { mode, repairIntervalMs: 500 };
    const cluster = ready(new TestCluster({ nodes: 8, seed: 8, config }));
    cluster.write(1, 'k');
    cluster.runUntil(() => allHold(cluster, ['k']));
    cluster.linkUp = (from, to) => from !== 7 && to !== 7;
    cluster.remove(3, 'k');
    cluster.run(5_000);
    expect(cluster.node(7).view.get('k')?.value).toBeDefined();
    cluster.linkUp = () => true;
    cluster.runUntil(() => cluster.converged());
    for (const id of cluster.ids) expect(cluster.node(id).view.get('k')).toMatchObject({ value: undefined });
  });
});

test.each(
  modes
    .filter((mode) => mode !== 'anti-entropy')
    .flatMap((mode) => stopRules.map((rule) => [mode, rule] as const)),
)('%s with %s loses interest: once all is spread, no more copies are sent', (mode, stopRule) => {
  // Of the rules only rounds and copies end without contacts; a pull that finds a rumor goes on until it is cold.
  const config = { mode, stopRule, stopK: 3, repairIntervalMs: 0, detector: 'none' } as const;
  const cluster = new TestCluster({ nodes: 12, seed: 9, config });
  for (const id of cluster.ids) cluster.write(id, `key-${id}`);
  cluster.run(20_000);
  cluster.sends.length = 0;
  cluster.run(5_000);
  expect(cluster.sends.reduce((copies, { updates }) => copies + updates, 0)).toBe(0);
  if (mode === 'push') expect(cluster.sends).toEqual([]);
});

test('whatever is written wherever, to few keys, under loss, partition and crash, the live nodes converge', () => {
  const action = fc.record({
    node: fc.nat({ max: 6 }),
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    what: fc.constantFrom('write', 'write', 'remove', 'partition', 'heal', 'crash', 'restart'),
    waitMs: fc.nat({ max: 600 }),
  });
  const scenario = fc.record({
    seed: fc.nat(),
    mode: fc.constantFrom(...modes),
    detector: fc.constantFrom('swim', 'heartbeat'),
    loss: fc.constantFrom(0, 0.2),
    actions: fc.array(action, { maxLength: 25 }),
  });
  fc.assert(
    fc.property(scenario, ({ seed, mode, detector, loss, actions }) => {
      const pace = { probeIntervalMs: 300, probeTimeoutMs: 150, failureTimeoutMs: 1_500 };
      const config = { mode, detector, ...pace, repairIntervalMs: 400, maxMessageBytes: 512 };
      const cluster = new TestCluster({ nodes: 7, seed, loss, config });
      const acts: Record<string, (id: NodeId, key: string) => void> = {
        write: (id, key) => cluster.write(id, key),
        remove: (id, key) => cluster.remove(id, key),
        partition: (id) => {
          cluster.linkUp = (from, to) => from <= id === to <= id;
        },
        heal: () => {
          cluster.linkUp = () => true;
        },
        crash: (id) => cluster.liveIds.length > 3 && cluster.crash(id),
        restart: (id) => cluster.restart(id),
      };
      for (const { node, key, what, waitMs } of actions) {
        acts[what]!(node, key);
        cluster.run(waitMs);
      }
      cluster.linkUp = () => true;
      ready(cluster);
      cluster.runUntil(() => cluster.converged());
      cluster.run(3_000);
      expect(cluster.converged()).toBe(true);
      for (const id of cluster.liveIds) expect(heldTwice(cluster.events(id))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
