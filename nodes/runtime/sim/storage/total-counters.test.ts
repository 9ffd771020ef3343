import { expect, test } from 'vitest';
import { protocolConfigSchema } from '../../../protocol/node/config.js';
import { perfectLinks } from '../network/links/link-model.js';
import { SimNetwork } from '../network/sim-network.js';
import { TotalCounters } from './total-counters.js';

test.each([true, false])(
  'where nodes sleep, %s: the totals are the sum over all nodes, and keep what incarnations that are over had counted',
  (sleep) => {
    const config = protocolConfigSchema.parse({ mode: 'push-pull', detector: 'none' });
    const network = new SimNetwork({
      nodes: 8,
      seed: 3,
      config,
      oneStream: true,
      sleep,
      links: perfectLinks(1),
    });
    const totals = new TotalCounters(network);
    network.input(2, { kind: 'write', key: 'k', value: new Uint8Array(10) });
    network.run(100);
    expect(totals.read().hotUpdates).toBeGreaterThan(0);
    network.run(9_900);
    expect(totals.read().hotUpdates).toBe(0);
    const before = totals.read();
    const copies = network.ids.map((id) => network.read(id, ({ counters }) => counters.copiesSent));
    expect(before.copiesSent).toBe(copies.reduce((sum, count) => sum + count, 0));
    expect(before.updatesApplied).toBe(7);
    expect(before.messagesSent).toBeGreaterThan(before.exchangesStarted);
    totals.incarnationEnds(5);
    network.crash(5);
    expect(totals.read()).toEqual(before);
  },
);
