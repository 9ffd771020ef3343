import { expect, test } from 'vitest';
import { environmentNames } from '../contract/environment.js';
import { protocolConfigSchema } from '../protocol/config.js';
import { buildEnvironment, nodeSeed } from './node-environment.js';

test('every variable of the contract is set, but for those with a default', () => {
  const environment = buildEnvironment(
    { protocol: protocolConfigSchema.parse({}), leaseMs: 10_000, seed: 7 },
    {
      node: 0,
      incarnation: 1,
      gossipListen: '127.0.0.1:9000',
      controlListen: '127.0.0.1:9001',
      peers: [{ id: 1, address: '127.0.0.1:9002' }],
      token: 'a-token-of-sixteen',
    },
  );
  const { journalCapacity: _, ...required } = environmentNames;
  expect(Object.keys(environment).sort()).toEqual(Object.values(required).sort());
  expect(JSON.parse(environment[environmentNames.peers] ?? '')).toEqual([
    { id: 1, address: '127.0.0.1:9002' },
  ]);
});

test('no two lives of a run share a seed, and a run repeats its own', () => {
  const lives = Array.from({ length: 500 }, (_, node) => [nodeSeed(42, node, 1), nodeSeed(42, node, 2)]);
  expect(new Set(lives.flat()).size).toBe(1000);
  expect(nodeSeed(42, 3, 1)).toBe(nodeSeed(42, 3, 1));
  expect(nodeSeed(43, 3, 1)).not.toBe(nodeSeed(42, 3, 1));
});
