import { createPrivateKey, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { environmentNames, type Peer } from '../../contract/environment.js';
import { type ProtocolConfig, protocolConfigSchema } from '../../protocol/node/config.js';
import { buildEnvironment, nodeSeed } from './node-environment.js';

const planOf = (protocol: Partial<ProtocolConfig> = {}, allowAttacks = false) => ({
  protocol: protocolConfigSchema.parse(protocol),
  leaseMs: 10_000,
  seed: 7,
  allowAttacks,
});

/** Of a run of three nodes. */
const placementOf = (node: number, incarnation = 1) => ({
  node,
  incarnation,
  gossipListen: '127.0.0.1:9000',
  controlListen: '127.0.0.1:9001',
  peers: [0, 1, 2].filter((id) => id !== node).map((id) => ({ id, address: `127.0.0.1:900${id}` })),
  token: 'a-token-of-sixteen',
});

const peersIn = (environment: Record<string, string>) =>
  JSON.parse(environment[environmentNames.peers] ?? '') as Peer[];

test('every variable of the contract is set, but for those with a default', () => {
  const environment = buildEnvironment(planOf(), placementOf(0));
  const { journalCapacity, privateKey, allowAttacks, allowProfile, ...required } = environmentNames;
  expect(Object.keys(environment).sort()).toEqual(Object.values(required).sort());
  expect(peersIn(environment)).toEqual(placementOf(0).peers);
});

test('where updates are signed, every node has its own key, and everybody else the public half of it', () => {
  const plan = planOf({ auth: 'ed25519' });
  const environments = [0, 1, 2].map((node) => buildEnvironment(plan, placementOf(node)));
  const privateKeys = environments.map((environment) => environment[environmentNames.privateKey] ?? '');
  expect(new Set(privateKeys).size).toBe(3);
  const publicKeys = privateKeys.map((key) =>
    createPublicKey(createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' }))
      .export({ format: 'der', type: 'spki' })
      .toString('base64'),
  );
  for (const environment of environments) {
    const peers = peersIn(environment);
    expect(peers).toHaveLength(2);
    for (const { id, publicKey } of peers) expect(publicKey).toBe(publicKeys[id]);
    // A node is given no secret but its own.
    const told = JSON.stringify(environment);
    expect(privateKeys.filter((key) => told.includes(key))).toHaveLength(1);
  }
});

test('a restarted node has the key of its life before, another run has another', () => {
  const plan = planOf({ auth: 'ed25519' });
  const keyIn = (given: typeof plan, incarnation: number) =>
    buildEnvironment(given, placementOf(1, incarnation))[environmentNames.privateKey];
  expect(keyIn(plan, 2)).toBe(keyIn(plan, 1));
  expect(keyIn(planOf({ auth: 'ed25519' }), 1)).not.toBe(keyIn(plan, 1));
});

test('attacks are allowed to a node only where the plan allows them', () => {
  expect(buildEnvironment(planOf({}, true), placementOf(0))[environmentNames.allowAttacks]).toBe('1');
});

test('no two lives of a run share a seed, and a run repeats its own', () => {
  const lives = Array.from({ length: 500 }, (_, node) => [nodeSeed(42, node, 1), nodeSeed(42, node, 2)]);
  expect(new Set(lives.flat()).size).toBe(1000);
  expect(nodeSeed(42, 3, 1)).toBe(nodeSeed(42, 3, 1));
  expect(nodeSeed(43, 3, 1)).not.toBe(nodeSeed(42, 3, 1));
});
