import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatewayLocalPorts, planAddresses, toxiproxyPort } from './address-plan.js';
import { parseSubnet } from './subnet.js';

test('every address and port of a run is its own', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 213 }), (nodes) => {
      const plan = planAddresses('172.18.0.0/16', nodes, 'proxy');
      const ips = Array.from({ length: nodes }, (_, node) => plan.nodeIp(node));
      expect(new Set([...ips, plan.gatewayIp, '172.18.0.1']).size).toBe(nodes + 2);
      const listens = plan.links.map(({ listen }) => listen);
      expect(new Set(listens).size).toBe(nodes * (nodes - 1));
      const ports = listens.map((address) => Number(address.split(':')[1]));
      expect(Math.min(...ports)).toBe(20_000);
      expect(Math.max(...ports)).toBeLessThanOrEqual(65_535);
    }),
    { numRuns: 10 },
  );
});

test('no outgoing connection of the gateway can take a port that something listens on', () => {
  const [low = 0, high = 0] = gatewayLocalPorts.split(' ').map(Number);
  const listening = planAddresses('172.18.0.0/16', 20, 'proxy').links.map(({ listen }) =>
    Number(listen.split(':')[1]),
  );
  for (const port of [toxiproxyPort, ...listening]) expect(port < low || port > high).toBe(true);
});

test('with proxied links a node dials its own link of each peer, with direct links the peer', () => {
  const proxied = planAddresses('10.0.0.0/24', 3, 'proxy');
  expect(proxied.peers(1)).toEqual([
    { id: 0, address: '10.0.0.2:20002' },
    { id: 2, address: '10.0.0.2:20003' },
  ]);
  expect(proxied.links.find(({ from, to }) => from === 1 && to === 2)).toEqual({
    from: 1,
    to: 2,
    listen: '10.0.0.2:20003',
    upstream: '10.0.0.5:7000',
  });
  const direct = planAddresses('10.0.0.0/24', 3, 'direct');
  expect(direct.peers(1).map(({ address }) => address)).toEqual(['10.0.0.3:7000', '10.0.0.5:7000']);
  expect(direct.links).toEqual([]);
});

test('with transparent links a node dials its peers, and each peer’s connections come in at a port of their own', () => {
  const plan = planAddresses('10.0.0.0/24', 3, 'transparent');
  expect(plan.peers(1).map(({ address }) => address)).toEqual(['10.0.0.3:7000', '10.0.0.5:7000']);
  expect(plan.links.find(({ from, to }) => from === 1 && to === 2)).toEqual({
    from: 1,
    to: 2,
    listen: '10.0.0.2:20003',
    upstream: '10.0.0.5:7000',
    connectionEntry: '10.0.0.5:20001',
  });
});

test.each([
  ['more nodes than addresses', '10.0.0.0/28', 13, 'direct'],
  ['more links than ports', '10.0.0.0/16', 214, 'proxy'],
] as const)('%s is a usage error', (_, cidr, nodes, links) => {
  expect(() => planAddresses(cidr, nodes, links)).toThrow(expect.objectContaining({ code: 'USAGE' }));
});

test.each([
  ['172.17.0.0/16', 1, '172.17.0.1'],
  ['192.168.16.0/20', 4_094, '192.168.31.254'],
  ['10.1.2.77/24', 5, '10.1.2.5'],
  ['200.0.0.0/8', 256, '200.0.1.0'],
])('host addresses of %s: number %i is %s', (cidr, number, address) => {
  expect(parseSubnet(cidr).address(number)).toBe(address);
});

test.each(['10.0.0.0', '10.0.0.0/31', '300.0.0.0/8', 'fd00::/64', ''])("'%s' is no subnet", (text) => {
  expect(() => parseSubnet(text)).toThrow(/subnet/);
});
