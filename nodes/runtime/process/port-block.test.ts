import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstTakenPort } from './listening-ports.js';
import { findPortBlock, loopback, portBlock, portsNeeded } from './port-block.js';

test('no two uses share a port, and none lies outside of the block', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 30 }), (nodes) => {
      const block = portBlock(20_000, nodes);
      const ids = Array.from({ length: nodes }, (_, node) => node);
      const links = ids.flatMap((from) =>
        ids.filter((to) => to !== from).map((to) => block.linkPort(from, to)),
      );
      const ports = [
        ...ids.map(block.controlPort),
        ...ids.map(block.gossipPort),
        block.proxyApiPort,
        ...links,
      ];
      expect(new Set(ports).size).toBe(ports.length);
      expect(Math.min(...ports)).toBe(20_000);
      expect(Math.max(...ports)).toBe(20_000 + portsNeeded({ nodes, links: 'proxy' }) - 1);
    }),
  );
});

test('a found block is free and below the ephemeral range', async () => {
  const { basePort } = await findPortBlock({
    nodes: 4,
    links: 'proxy',
    basePort: 0,
    protocol: { transport: 'tcp' },
  });
  const ports = Array.from({ length: 21 }, (_, offset) => basePort + offset);
  expect(await firstTakenPort(loopback, ports)).toBeUndefined();
  expect(basePort + 20).toBeLessThan(32_768);
});

test('a taken port in a chosen block is named', async () => {
  const server = createServer().listen(0, loopback);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await expect(
      findPortBlock({ nodes: 2, links: 'direct', basePort: port - 3, protocol: { transport: 'tcp' } }),
    ).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining(`port ${port} `),
    });
    expect(await firstTakenPort(loopback, [port])).toBe(port);
  } finally {
    server.close();
  }
});

test('a block beyond the last port is refused', async () => {
  await expect(
    findPortBlock({ nodes: 50, links: 'proxy', basePort: 65_000, protocol: { transport: 'tcp' } }),
  ).rejects.toMatchObject({
    code: 'USAGE',
  });
});
