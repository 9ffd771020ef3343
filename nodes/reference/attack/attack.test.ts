import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AttackKind, attackKinds, type PlannedAttack } from '../../contract/attack-plan.js';
import { rawRequest, TestCluster, type TestNode } from '../../contract/testing/test-cluster.js';
import { deadline } from '../../testing/deadline.js';
import { bundleNode, spawnNode } from '../testing/real-node.js';
import { startWithTraitor } from '../testing/signed-cluster.js';

/** A node at rest takes some 70 MiB; what is kept for an attacker must not pile up on that. */
const memoryLimitBytes = 250 * 1_048_576;
const bytes = (text: string) => new TextEncoder().encode(text);

let bundled: Awaited<ReturnType<typeof bundleNode>>;
const cluster = new TestCluster((environment) => spawnNode(bundled.path, environment));

beforeAll(async () => {
  bundled = await bundleNode();
});
afterEach(() => cluster.end());
afterAll(() => bundled.remove());

/** `count` attacks of each kind, 10 ms apart. */
function attacksOf(count: number, kinds: readonly AttackKind[] = attackKinds): PlannedAttack[] {
  return Array.from({ length: count }, (_, i) =>
    kinds.map((attack) => ({ atMs: 10 * i, attack, frames: attack === 'flood' ? 50 : 2 })),
  ).flat();
}

async function seriesOf(node: TestNode, name: string): Promise<Map<string, number>> {
  const text = await (await rawRequest(node, '/metrics')).text();
  const samples = text.matchAll(new RegExp(`^${name}\\{\\w+="(\\w+)"\\} (\\d+)`, 'gm'));
  return new Map([...samples].map(([, part = '', count]) => [part, Number(count)]));
}

/** Waits until the attacker has sent each kind of attack `frames` times. */
async function attacked(traitor: TestNode, kinds: readonly AttackKind[], frames: number): Promise<void> {
  await vi.waitFor(async () => {
    const sent = await seriesOf(traitor, 'gossip_attack_frames_sent_total');
    for (const kind of kinds) expect(sent.get(kind)).toBeGreaterThanOrEqual(frames);
  }, deadline);
}

async function forgedIn(node: TestNode): Promise<string[]> {
  const view = await node.control.view();
  return view
    .filter(({ value }) => Buffer.from(value ?? '', 'base64').toString() === 'forged by 2')
    .map(({ key }) => key);
}

async function expectAllWell(nodes: readonly TestNode[]): Promise<void> {
  const ends = await Promise.all(nodes.map((node) => Promise.race([node.ended, 'alive'])));
  expect(ends).toEqual(nodes.map(() => 'alive'));
  for (const { control } of nodes) {
    expect((await control.counters()).residentMemoryBytes).toBeLessThan(memoryLimitBytes);
  }
}

async function expectConverged(nodes: readonly TestNode[]): Promise<void> {
  await vi.waitFor(async () => {
    const summaries = await Promise.all(nodes.map(({ control }) => control.viewSummary()));
    expect(new Set(summaries.map(({ digest }) => digest)).size).toBe(1);
  }, deadline);
}

describe.each(['ed25519', 'none'] as const)('three nodes, one of them malicious, with auth %s', (auth) => {
  test('survive every attack, and what does not decode is counted by reason', async () => {
    const nodes = await startWithTraitor(cluster, 3, auth);
    const [first, second, traitor] = nodes as [TestNode, TestNode, TestNode];
    for (let n = 0; n < 20; n += 1) await first.control.write({ key: `k${n}`, value: bytes('true') });
    await expectConverged(nodes);
    await traitor.control.attack(attacksOf(100));
    await second.control.write({ key: 'meanwhile', value: bytes('true') });
    await attacked(traitor, attackKinds, 100);
    await expectAllWell(nodes);
    for (const node of [first, second]) {
      const dropped = await seriesOf(node, 'gossip_frames_dropped_total');
      for (const reason of ['version', 'syntax', 'envelope', 'shape', 'length']) {
        expect(dropped.get(reason), `${reason} at ${node.environment.GOSSIP_NODE_ID}`).toBeGreaterThan(0);
      }
    }
    const { update } = await first.control.write({ key: 'after', value: bytes('true') });
    await vi.waitFor(async () => {
      const view = await second.control.view();
      expect(view.find(({ key }) => key === 'after')?.update).toBe(update);
      expect(view.find(({ key }) => key === 'meanwhile')).toBeDefined();
    }, deadline);
  });
});

test('with auth ed25519 no forged update is in any view, all true ones are, and each reason is counted', async () => {
  const nodes = await startWithTraitor(cluster, 3, 'ed25519');
  const [first, second, traitor] = nodes as [TestNode, TestNode, TestNode];
  for (let n = 0; n < 10; n += 1) await first.control.write({ key: `k${n}`, value: bytes('true') });
  await expectConverged(nodes);
  await traitor.control.attack(attacksOf(150, ['forge', 'replay']));
  await attacked(traitor, ['forge', 'replay'], 200);
  for (const node of [first, second]) {
    await vi.waitFor(async () => {
      const rejected = await seriesOf(node, 'gossip_updates_rejected_total');
      for (const reason of ['signature', 'unsigned', 'range']) {
        expect(rejected.get(reason)).toBeGreaterThan(0);
      }
      const { updatesRejected } = await node.control.counters();
      expect(updatesRejected).toBeGreaterThanOrEqual([...rejected.values()].reduce((a, b) => a + b, 0));
    }, deadline);
    const view = await node.control.view();
    expect(view).toHaveLength(10);
    for (const { update } of view) expect(update).toMatch(/^0\.1\.\d{1,2}$/);
    expect(await forgedIn(node)).toEqual([]);
  }
  await expectConverged(nodes);
  await expectAllWell(nodes);
});

test('with auth none forged updates are believed, and spread to nodes that the attacker is none of, but for clocks too far ahead', async () => {
  const nodes = await startWithTraitor(cluster, 3, 'none');
  const [first, second, traitor] = nodes as [TestNode, TestNode, TestNode];
  await first.control.write({ key: 'k', value: bytes('true') });
  await expectConverged(nodes);
  await traitor.control.attack(attacksOf(50, ['forge']));
  for (const node of [first, second]) {
    await vi.waitFor(async () => {
      expect((await forgedIn(node)).some((key) => key.startsWith('forged-2-'))).toBe(true);
      const { events } = await node.control.journal(1);
      expect(
        events.some((event) => event.type === 'supersede' && event.fromSeq > 2 ** 32),
        'a forged range',
      ).toBe(true);
    }, deadline);
    await vi.waitFor(async () => {
      const rejected = await seriesOf(node, 'gossip_updates_rejected_total');
      expect([...rejected.keys()]).toEqual(['clock']);
      expect((await node.control.counters()).updatesRejected).toBeGreaterThan(0);
    }, deadline);
    expect((await node.control.write({ key: 'after', value: bytes('true') })).update).toBeDefined();
  }
});

test('an empty plan ends the attack, and a node that may not attack refuses', async () => {
  const nodes = await startWithTraitor(cluster, 2, 'none');
  const [honest, traitor] = nodes as [TestNode, TestNode];
  await expect(honest.control.attack(attacksOf(1))).rejects.toThrow(/403.*GOSSIP_ALLOW_ATTACKS/s);
  await traitor.control.attack([
    ...attacksOf(1, ['malformed']),
    { atMs: 3_600_000, attack: 'flood', frames: 1 },
  ]);
  await attacked(traitor, ['malformed'], 1);
  await traitor.control.attack([]);
  await traitor.control.attack(attacksOf(1, ['forge']));
  await attacked(traitor, ['forge'], 1);
  expect((await seriesOf(traitor, 'gossip_attack_frames_sent_total')).get('flood')).toBeUndefined();
});

test.each([
  ['an attack that is none', { attacks: [{ atMs: 0, attack: 'shout', frames: 1 }] }],
  ['a time past the limit', { attacks: [{ atMs: 1e9, attack: 'flood', frames: 1 }] }],
  ['no plan', {}],
])('%s is a bad request', async (_, body) => {
  const [, traitor] = (await startWithTraitor(cluster, 2, 'none')) as [TestNode, TestNode];
  const response = await rawRequest(traitor, '/attack', { method: 'POST', body: JSON.stringify(body) });
  expect(response.status).toBe(400);
});
