import { expect, test } from 'vitest';
import { protocolConfigSchema } from '../../protocol/config.js';
import { perfectLinks } from './links/link-model.js';
import { SimNetwork } from './sim-network.js';
import { TotalCounters } from './total-counters.js';

test('the totals are the sum over all nodes, and keep what lives that are over had counted', () => {
  const config = protocolConfigSchema.parse({ mode: 'push-pull', detector: 'none' });
  const network = new SimNetwork({ nodes: 8, seed: 3, config, links: perfectLinks(1) });
  const totals = new TotalCounters(network);
  network.input(2, { kind: 'write', key: 'k', value: new Uint8Array(10) });
  network.run(10_000);
  const before = totals.read();
  const copies = network.ids.map((id) => network.node(id).counters.copiesSent);
  expect(before.copiesSent).toBe(copies.reduce((sum, count) => sum + count, 0));
  expect(before.updatesApplied).toBe(7);
  expect(before.messagesSent).toBeGreaterThan(before.exchangesStarted);
  totals.lifeEnds(5);
  network.crash(5);
  expect(totals.read()).toEqual(before);
});
