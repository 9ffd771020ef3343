import { expect, test } from 'vitest';
import { planAddresses } from '../network/address-plan.js';
import { namespaceRules } from './namespace-rules.js';

const addresses = planAddresses('10.0.0.0/24', 3, 'transparent');
const rulesOf = (node: number, datagrams = true): string[] => {
  const peers = [0, 1, 2].filter((peer) => peer !== node);
  return namespaceRules({ node, peers, addresses, datagrams }).split('\n');
};

test('what a node sends to a peer’s gossip port goes to its own link of that peer', () => {
  expect(rulesOf(1)).toContain(
    '-A OUTPUT -d 10.0.0.5 -p tcp --dport 7000 -j DNAT --to-destination 10.0.0.2:20003',
  );
  expect(rulesOf(1)).toContain(
    '-A OUTPUT -d 10.0.0.5 -p udp --dport 7000 -j DNAT --to-destination 10.0.0.2:20003',
  );
});

test('what comes out of a peer’s link bears the peer’s address: connections by their port, datagrams by where they come from', () => {
  expect(rulesOf(2)).toEqual(
    expect.arrayContaining([
      '-A PREROUTING -s 10.0.0.2 -p tcp --dport 20001 -j MARK --set-mark 2',
      '-A PREROUTING -s 10.0.0.2 -p tcp --dport 20001 -j REDIRECT --to-ports 7000',
      '-A INPUT -p tcp -m mark --mark 2 -j SNAT --to-source 10.0.0.4',
      // n2 dials n1 at 20005, and from there come n1's datagrams.
      '-A INPUT -s 10.0.0.2 -p udp --sport 20005 -j SNAT --to-source 10.0.0.4:7000',
    ]),
  );
});

test('nothing that a node begins reaches another but over its links', () => {
  const filter = rulesOf(0).slice(rulesOf(0).indexOf('*filter'));
  expect(filter).toEqual([
    '*filter',
    ':OUTPUT ACCEPT',
    '-A OUTPUT -o lo -j ACCEPT',
    '-A OUTPUT -d 10.0.0.2 -j ACCEPT',
    '-A OUTPUT -d 10.0.0.0/24 -m conntrack --ctstate NEW -j REJECT',
    'COMMIT',
    '',
  ]);
});

test('without datagrams no UDP is led anywhere, and is refused with the rest', () => {
  expect(rulesOf(0, false).join('\n')).not.toMatch(/udp/);
});
