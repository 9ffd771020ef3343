import { describe, expect, test } from 'vitest';
import type { Mode } from '../../../protocol/node/config.js';
import { protocolConfigSchema, stopRules } from '../../../protocol/node/config.js';
import { duplication } from '../network/links/duplication.js';
import { independentLoss } from '../network/links/independent-loss.js';
import { sidesApart } from '../network/links/partitions.js';
import { reordering } from '../network/links/reordering.js';
import { uniformLatency } from '../network/links/uniform-latency.js';
import type { SimNetwork } from '../network/sim-network.js';
import type { SimNetworkOptions } from '../network/sim-network-options.js';
import { recordedNetwork, write } from '../testing/recorded-network.js';

const nodes = 40;

/** Everything that is reported of a story, and what is left at its end. */
function reported(
  config: Parameters<typeof recordedNetwork>[0],
  options: Partial<SimNetworkOptions>,
  story: (network: SimNetwork) => void,
): string {
  const { network, sends, events } = recordedNetwork(config, { nodes, ...options });
  story(network);
  network.run(5_000);
  const ends = network.liveIds.map((id) =>
    network.read(id, ({ incarnation, view, hotUpdates, counters }) => {
      const { copiesSent, copiesReceived, duplicates, roundsStarted, exchangesStarted } = counters;
      const counts = [copiesSent, copiesReceived, duplicates, roundsStarted, exchangesStarted];
      return [incarnation, view.stateDigest(), hotUpdates, ...counts, network.traffic.of(id)];
    }),
  );
  return JSON.stringify([sends, events, ends]);
}

function hardTimes(network: SimNetwork): void {
  write(network, 3, 'one');
  network.run(700);
  network.pause(9);
  network.crash(7);
  network.run(500);
  network.restart(7);
  network.leave(10);
  const cut = sidesApart([
    [0, 1, 2, 3, 4],
    [20, 21, 22, 23],
  ]);
  network.partitions.cut(cut);
  network.run(1_500);
  network.resume(9);
  network.partitions.heal(cut);
  for (const id of [4, 5]) {
    const config = { mode: 'push-pull', detector: 'none', fanout: 2 } as const;
    network.input(id, { kind: 'configure', config: protocolConfigSchema.parse(config) });
  }
  network.run(1_000);
  write(network, 11, 'two');
}

describe('nodes that sleep do the same, to the last byte, as nodes that never do', () => {
  const rough = () => ({
    links: {
      latency: uniformLatency(1, 30),
      loss: independentLoss(0.05),
      duplication: duplication(0.03),
      reordering: reordering(0.1, 20),
    },
  });

  test.each<Mode>(['push', 'pull', 'push-pull', 'anti-entropy'])('%s in hard times', (mode) => {
    const config = { mode, repairIntervalMs: 800 };
    const story = reported(config, { ...rough(), oneStream: true, sleep: false }, hardTimes);
    expect(story.length).toBeGreaterThan(10_000);
    expect(reported(config, { ...rough(), oneStream: true, sleep: true }, hardTimes)).toBe(story);
  });

  test.each(stopRules)('stop rule %s', (stopRule) => {
    const config = { mode: 'push', stopRule, repairIntervalMs: 800 } as const;
    const one = (network: SimNetwork): void => write(network, 3, 'one');
    expect(reported(config, { oneStream: true, sleep: true }, one)).toBe(
      reported(config, { oneStream: true, sleep: false }, one),
    );
  });

  test.each([{ maxRounds: 5 }, { maxTimeMs: 1_300 }])('with an end of their own: %o', (limit) => {
    const config = { mode: 'push', ...limit } as const;
    expect(reported(config, { oneStream: true, sleep: true }, hardTimes)).toBe(
      reported(config, { oneStream: true, sleep: false }, hardTimes),
    );
  });
});

describe('what is awake', () => {
  const awakeIn = (network: SimNetwork): number => {
    let awake = 0;
    network.readAwake(() => {
      awake += 1;
    });
    return awake;
  };

  test('is hardly a node that holds one update, also while it spreads', () => {
    const { network } = recordedNetwork(
      { mode: 'push', repairIntervalMs: 800 },
      { nodes, oneStream: true, sleep: true },
    );
    write(network, 3, 'one');
    for (let i = 0; i < 20; i += 1) {
      network.run(100);
      expect(awakeIn(network)).toBe(0);
    }
    expect(network.readAwake(() => undefined).counters.copiesSent).toBeGreaterThan(0);
  });

  test('is a node that holds two updates', () => {
    const { network } = recordedNetwork(
      { mode: 'push', repairIntervalMs: 800 },
      { nodes, oneStream: true, sleep: true },
    );
    write(network, 3, 'one');
    write(network, 3, 'two');
    network.run(5_000);
    expect(awakeIn(network)).toBe(nodes);
  });

  test('is who detects failures', () => {
    const { network } = recordedNetwork({ detector: 'swim' }, { nodes, oneStream: true, sleep: true });
    network.run(1_000);
    expect(awakeIn(network)).toBe(nodes);
  });

  test('is a node that somebody looks at', () => {
    const { network } = recordedNetwork({ mode: 'push' }, { nodes, oneStream: true, sleep: true });
    const node = network.node(5);
    write(network, 5, 'one');
    network.run(2_000);
    expect(node.id).toBe(5);
    expect(node.view.get('one')).toBeDefined();
  });
});
