import { expect, test } from 'vitest';
import { parseEnvironment } from './parse-environment.js';

const good = {
  GOSSIP_NODE_ID: '0',
  GOSSIP_INCARNATION: '1',
  GOSSIP_LISTEN: '127.0.0.1:9000',
  GOSSIP_CONTROL: '127.0.0.1:9001',
  GOSSIP_PEERS: '[{"id":1,"address":"127.0.0.1:9002"}]',
  GOSSIP_PROTOCOL: '{"fanout":2}',
  GOSSIP_TOKEN: 'a-token-of-sixteen',
  GOSSIP_LEASE_MS: '10000',
  GOSSIP_SEED: '7',
};

test('a good environment is read, defaults filled in', () => {
  const parsed = parseEnvironment({ ...good, PATH: '/bin' });
  expect(parsed).toMatchObject({ nodeId: 0, seed: 7, journalCapacity: 200_000, leaseMs: 10_000 });
  expect(parsed.protocol).toMatchObject({ fanout: 2, mode: 'push-pull' });
  expect(parsed.peers).toEqual([{ id: 1, address: '127.0.0.1:9002' }]);
});

test.each([
  ['a missing token', { GOSSIP_TOKEN: undefined }, /GOSSIP_TOKEN: /],
  ['an id that is no number', { GOSSIP_NODE_ID: 'first' }, /GOSSIP_NODE_ID: /],
  ['an empty incarnation', { GOSSIP_INCARNATION: '' }, /GOSSIP_INCARNATION: /],
  ['peers that are no JSON', { GOSSIP_PEERS: '[{' }, /GOSSIP_PEERS is no JSON/],
  ['a peer without address', { GOSSIP_PEERS: '[{"id":1}]' }, /GOSSIP_PEERS\.0\.address: /],
  ['a protocol field with a typo', { GOSSIP_PROTOCOL: '{"fanuot":2}' }, /GOSSIP_PROTOCOL: .*fanuot/],
  [
    'signing without a key',
    { GOSSIP_PROTOCOL: '{"auth":"ed25519"}' },
    /GOSSIP_PRIVATE_KEY: .*needs a signing key/,
  ],
  ['a key that is no base64', { GOSSIP_PRIVATE_KEY: '*secret*' }, /GOSSIP_PRIVATE_KEY: (?!.*secret)/],
  ['a flag that is none', { GOSSIP_ALLOW_ATTACKS: 'yes' }, /GOSSIP_ALLOW_ATTACKS: /],
  ['an address without port', { GOSSIP_LISTEN: 'localhost' }, /GOSSIP_LISTEN: host:port/],
])('%s is named', (_, change, message) => {
  expect(() => parseEnvironment({ ...good, ...change })).toThrow(message);
});

test.each([
  [undefined, false],
  ['', false],
  ['0', false],
  ['1', true],
])('attacks are allowed by 1 alone: %s', (text, allowed) => {
  expect(parseEnvironment({ ...good, GOSSIP_ALLOW_ATTACKS: text }).allowAttacks).toBe(allowed);
});

test('several faults come in one message', () => {
  expect(() => parseEnvironment({ GOSSIP_PEERS: '{' })).toThrow(
    /GOSSIP_PEERS.*GOSSIP_NODE_ID.*GOSSIP_TOKEN/s,
  );
});
