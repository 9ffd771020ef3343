import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environmentNames } from '../contract/environment.js';
import { operations } from '../contract/operations.js';
import { describeNodeContract } from '../contract/testing/conformance.js';
import { transports } from '../protocol/node/config.js';
import { createRoutes } from './control/routes.js';
import { GossipHost } from './gossip-host.js';
import { parseEnvironment } from './parse-environment.js';
import { bundleNode, spawnNode } from './testing/real-node.js';

let bundled: Awaited<ReturnType<typeof bundleNode>>;

beforeAll(async () => {
  bundled = await bundleNode();
});
afterAll(() => bundled.remove());

describe.each(transports)('the reference node over %s', (transport) => {
  describeNodeContract('it', (environment) => {
    const { [environmentNames.protocol]: protocol = '{}', ...others } = environment;
    const changed = JSON.stringify({ ...(JSON.parse(protocol) as object), transport });
    return spawnNode(bundled.path, { ...others, [environmentNames.protocol]: changed });
  });
});

test('the control API has the routes of the contract and no others', () => {
  const environment = parseEnvironment({
    [environmentNames.nodeId]: '0',
    [environmentNames.incarnation]: '1',
    [environmentNames.gossipListen]: '127.0.0.1:1',
    [environmentNames.controlListen]: '127.0.0.1:2',
    [environmentNames.peers]: '[]',
    [environmentNames.protocol]: '{}',
    [environmentNames.token]: 'a-token-of-sixteen',
    [environmentNames.leaseMs]: '10000',
    [environmentNames.seed]: '7',
  });
  const host = new GossipHost(environment);
  const routes = createRoutes({ host, leaseMs: 10_000, profiler: undefined, leave: () => undefined });
  const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(Object.keys(routes).sort()).toEqual(described.sort());
});
