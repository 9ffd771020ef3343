import { describe, expect, test } from 'vitest';
import { createRng } from '../../../protocol/rng.js';
import { recordedNetwork, write } from '../testing/recorded-network.js';
import { constantLatency } from './links/constant-latency.js';
import { perfectLinks } from './links/link-model.js';
import { uniformLatency } from './links/uniform-latency.js';
import { Processing } from './processing.js';

describe('a node that takes time for messages', () => {
  test('takes them in one after another, and idle in between', () => {
    const processing = new Processing(2, constantLatency(5), createRng(1));
    expect([10, 10, 12, 40].map((atMs) => processing.doneMs(0, atMs))).toEqual([15, 20, 25, 45]);
    expect(processing.doneMs(1, 10)).toBe(15);
    processing.begin(0);
    expect(processing.doneMs(0, 41)).toBe(46);
  });

  const pulling = { mode: 'pull', fanout: 1, intervalMs: 1_000 } as const;

  test('answers so much later', () => {
    const { network, sends } = recordedNetwork(pulling, {
      links: perfectLinks(25),
      processing: constantLatency(4),
    });
    network.run(1_000);
    const opening = sends.find(({ kind }) => kind === 'pullRequest')!;
    const answer = sends.find(({ kind, to }) => kind === 'pullReply' && to === opening.from)!;
    expect(answer.atMs - opening.atMs).toBeCloseTo(29, 9);
  });

  test('lets messages queue that come at once: the last of so many waits for all before it', () => {
    const nodes = 20;
    const { network, sends } = recordedNetwork(
      { ...pulling, exchangeTimeoutMs: 900 },
      { nodes, clock: 'rounds', links: perfectLinks(25), processing: constantLatency(4) },
    );
    network.run(1_900);
    const waits = sends.filter(({ kind }) => kind === 'pullReply').map(({ atMs }) => (atMs % 1_000) - 25);
    expect(waits).toHaveLength(nodes);
    for (const waitMs of waits) expect(waitMs % 4).toBeCloseTo(0, 6);
    const asked = network.ids.map(
      (id) => sends.filter(({ kind, to }) => kind === 'pullRequest' && to === id).length,
    );
    expect(Math.max(...waits)).toBeCloseTo(4 * Math.max(...asked), 6);
  });

  test('that crashes before it is done resets the exchange', () => {
    const { network, sends } = recordedNetwork(
      { ...pulling, intervalMs: 60_000, exchangeTimeoutMs: 10_000, transport: 'tcp' },
      { links: perfectLinks(25), processing: constantLatency(500) },
    );
    while (sends.length === 0) network.runNext(60_000);
    const { from, to } = sends[0]!;
    network.run(100);
    network.crash(to);
    network.restart(to);
    network.run(500);
    expect(network.node(from).counters.exchangesFailed).toBe(1);
    expect(sends.filter(({ kind }) => kind === 'pullReply')).toEqual([]);
  });

  test('that is paused has processed its messages when it goes on', () => {
    const { network, sends } = recordedNetwork(pulling, {
      clock: 'rounds',
      links: perfectLinks(25),
      processing: constantLatency(4),
    });
    network.run(1_010);
    network.pause(1);
    network.run(200);
    expect(sends.filter(({ kind, from }) => kind === 'pullReply' && from === 1)).toEqual([]);
    network.resume(1);
    network.run(10);
    expect(sends.filter(({ kind, from }) => kind === 'pullReply' && from === 1)).toHaveLength(1);
  });

  test('draws from a stream of its own: links and nodes draw what they would draw without it', () => {
    const roundsOf = (processing?: ReturnType<typeof constantLatency>) => {
      const { network, sends } = recordedNetwork(
        { mode: 'push', fanout: 2, intervalMs: 100, stopRule: 'rounds', stopK: 10 },
        { nodes: 2, links: { latency: uniformLatency(1, 5) }, ...(processing ? { processing } : {}) },
      );
      write(network, 0, 'k');
      network.run(1_000);
      return sends.filter(({ from }) => from === 0).map(({ atMs }) => atMs);
    };
    expect(roundsOf(uniformLatency(0, 1))).toEqual(roundsOf());
  });
});
