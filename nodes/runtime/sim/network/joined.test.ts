import { expect, test } from 'vitest';
import type { NodeId } from '../../../protocol/types.js';
import { type RecordedEvent, recordedNetwork } from '../testing/recorded-network.js';
import { sidesApart } from './links/partitions.js';
import type { SimNetwork } from './sim-network.js';

const swim = {
  detector: 'swim',
  repairIntervalMs: 500,
  intervalMs: 200,
  probeIntervalMs: 200,
  probeTimeoutMs: 100,
} as const;
const joinedNetwork = (nodes: number, config = {}) =>
  recordedNetwork({ ...swim, ...config }, { nodes, joined: true });

const changes = (events: readonly RecordedEvent[], of: NodeId, about: NodeId): string[] =>
  events.flatMap(({ node, event }) =>
    node === of && event.kind === 'member' && event.member.id === about
      ? [`${event.change} ${event.member.incarnation}`]
      : [],
  );
const seenAlive = (network: SimNetwork, node: NodeId): NodeId[] =>
  network
    .node(node)
    .members()
    .filter(({ status }) => status === 'alive')
    .map(({ id }) => id)
    .sort((a, b) => a - b);
const allSee = (network: SimNetwork, ids: readonly NodeId[]): boolean =>
  network.liveIds.every((node) => String(seenAlive(network, node)) === String(ids));

test('members that have joined know each other at once, and report nothing of it', () => {
  const { network, events, sends } = joinedNetwork(30);
  expect(allSee(network, network.ids)).toBe(true);
  network.run(10_000);
  expect(allSee(network, network.ids)).toBe(true);
  expect(events).toEqual([]);
  expect(sends.some(({ kind }) => kind === 'ping' || kind === 'pushPullRequest')).toBe(true);
});

test('one that crashes is found out by all, and joins again for good', () => {
  const { network, events } = joinedNetwork(12);
  network.run(1_000);
  network.crash(4);
  const others = network.ids.filter((id) => id !== 4);
  network.run(20_000);
  expect(allSee(network, others)).toBe(true);
  for (const node of others) expect(changes(events, node, 4).at(-1)).toBe('failed 1');
  network.restart(4);
  network.run(10_000);
  expect(allSee(network, network.ids)).toBe(true);
  for (const node of others) expect(changes(events, node, 4).at(-1)).toMatch(/(joined|recovered) 2/);
  for (const node of others) expect(changes(events, 4, node)).toContain('joined 1');
});

test('one that leaves is not looked for', () => {
  const { network, events } = joinedNetwork(10);
  network.run(1_000);
  network.leave(9);
  network.run(20_000);
  const others = network.ids.filter((id) => id !== 9);
  expect(allSee(network, others)).toBe(true);
  for (const node of others) expect(changes(events, node, 9)).toEqual(['left 1']);
});

test('halves that lost and forgot each other become one again', () => {
  const { network } = joinedNetwork(10, { gossipToTheDeadMs: 2_000, rejoinIntervalMs: 1_000 });
  network.run(1_000);
  const halves = [network.ids.slice(0, 5), network.ids.slice(5)];
  const cut = sidesApart(halves);
  network.partitions.cut(cut);
  network.run(40_000);
  expect(seenAlive(network, 0)).toEqual(halves[0]);
  expect(seenAlive(network, 9)).toEqual(halves[1]);
  network.partitions.heal(cut);
  network.run(20_000);
  expect(allSee(network, network.ids)).toBe(true);
});

test('large clusters have joined, smaller ones join', () => {
  expect(recordedNetwork({ detector: 'swim' }, { nodes: 4_999 }).network.joined).toBe(false);
  expect(recordedNetwork({ detector: 'swim' }, { nodes: 5_000 }).network.joined).toBe(true);
  expect(recordedNetwork({ detector: 'none' }, { nodes: 5_000 }).network.joined).toBe(false);
});
