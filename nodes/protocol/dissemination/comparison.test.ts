import { describe, expect, test } from 'vitest';
import { type ProtocolConfig, stopRules } from '../node/config.js';
import { TestCluster } from '../testing/test-cluster.js';
import { exchange, keysOf, round, type TestPeer, twoNodes, write } from '../testing/two-nodes.js';

const loaded = { mode: 'push-pull', compareFromBytes: 1, repairIntervalMs: 0 } as const;

/** Enough that the digests of two lives are shorter. */
function writeSome(peer: TestPeer, name: string): string[] {
  const keys = Array.from({ length: 8 }, (_, i) => `${name}${i}`);
  for (const key of keys) write(peer, key, 32);
  return keys;
}

test('hot rumors that take more than digests are compared, and each travels only to whom it is news', () => {
  const { a, b } = twoNodes(loaded);
  const fromA = writeSome(a, 'a');
  const fromB = writeSome(b, 'b');
  round(a);
  expect(exchange(a, b)).toEqual(['digest', 'digestReply', 'delta']);
  expect(keysOf(a)).toEqual([...fromA, ...fromB]);
  expect(keysOf(b)).toEqual(keysOf(a));
  for (const { node } of [a, b]) {
    expect(node.counters.copiesSent).toBe(8);
    expect(node.counters.duplicates).toBe(0);
  }
});

test.each([
  { name: 'so few that they take less than digests', config: loaded, bytes: 1 },
  { name: 'fewer than compareFromBytes', config: { ...loaded, compareFromBytes: 65_536 }, bytes: 64 },
  { name: 'where comparing is switched off', config: { ...loaded, compareFromBytes: 0 }, bytes: 64 },
])('rumors are sent as they are: $name', ({ config, bytes }) => {
  const { a, b } = twoNodes(config);
  write(a, 'k', bytes);
  round(a);
  expect(exchange(a, b)[0]).toBe('pushPullRequest');
});

test('what a comparison brought is spread further', () => {
  const { a, b } = twoNodes(loaded);
  writeSome(a, 'a');
  round(a);
  exchange(a, b);
  expect(b.node.hotUpdates).toBe(8);
  const told = b.outputs.events.filter((event) => event.kind === 'applied');
  expect(told.map((event) => event.via)).toEqual(Array(8).fill('rumor'));
});

test('what a repair brought is not', () => {
  const { a, b } = twoNodes({ ...loaded, mode: 'anti-entropy' });
  writeSome(a, 'a');
  round(a);
  exchange(a, b);
  expect(b.node.view.size).toBe(8);
  expect(b.node.hotUpdates).toBe(0);
});

test('a copy that the other end did not need counts for the stop rule, at both ends', () => {
  const { a, b } = twoNodes({ ...loaded, stopRule: 'feedback-counter', stopK: 2 });
  writeSome(a, 'a');
  const hot: [number, number][] = [];
  for (let i = 0; i < 4; i += 1) {
    round(a);
    exchange(a, b);
    hot.push([a.node.hotUpdates, b.node.hotUpdates]);
  }
  // Needed by b in the first contact, and by neither in the next; then a has none left, and asks as one without news does.
  expect(hot).toEqual([
    [8, 8],
    [8, 8],
    [0, 8],
    [0, 8],
  ]);
});

describe('a cluster under load', () => {
  const rules = stopRules.map((stopRule) => ({ stopRule }));

  const spread = (config: Partial<ProtocolConfig>) => {
    const cluster = new TestCluster({ nodes: 8, seed: 5, config: { ...loaded, intervalMs: 100, ...config } });
    for (let i = 0; i < 400; i += 1) {
      cluster.write(i % 8, `k${i}`, 'x'.repeat(100));
      cluster.run(2);
    }
    return cluster;
  };
  const copies = (cluster: TestCluster) =>
    cluster.ids.reduce((sum, id) => sum + cluster.node(id).counters.copiesSent, 0);

  test.each(rules)('ends with all updates everywhere and none hot, by $stopRule', ({ stopRule }) => {
    const cluster = spread({ stopRule, stopK: stopRule === 'rounds' || stopRule === 'copies' ? 12 : 4 });
    cluster.run(5_000);
    expect(cluster.ids.map((id) => cluster.node(id).view.size)).toEqual(Array(8).fill(400));
    expect(cluster.ids.map((id) => cluster.node(id).hotUpdates)).toEqual(Array(8).fill(0));
  });

  test('sends far fewer copies than rumors alone', () => {
    const compared = copies(spread({}));
    const sent = copies(spread({ compareFromBytes: 0 }));
    // Each of seven nodes needs each update once.
    expect(compared).toBeLessThan(400 * 7 * 1.5);
    expect(sent).toBeGreaterThan(compared * 2);
  });

  test('spreads the contacts of a round over it, with distinct peers, at most fanout of them', () => {
    const cluster = spread({ intervalJitter: 0, fanout: 3 });
    const digests = cluster.sends.filter(({ from, kind }) => from === 0 && kind === 'digest');
    const gaps = digests.slice(1).map(({ atMs }, i) => atMs - digests[i]!.atMs);
    expect(digests.length).toBeGreaterThan(12);
    for (const gap of gaps) expect(gap).toBeGreaterThan(33);
  });

  test('keeps the batch, and no frame is longer than allowed', () => {
    const cluster = spread({ maxBatch: 5, maxMessageBytes: 2_048 });
    expect(Math.max(...cluster.sends.map(({ updates }) => updates))).toBe(5);
  });
});
