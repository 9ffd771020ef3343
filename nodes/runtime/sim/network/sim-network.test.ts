import { describe, expect, test } from 'vitest';
import { modes } from '../../../protocol/node/config.js';
import { encodeMessage } from '../../../protocol/wire/codec.js';
import { holders, recordedNetwork, write } from '../testing/recorded-network.js';
import { duplication } from './links/duplication.js';
import { exponentialLatency } from './links/exponential-latency.js';
import { gilbertElliottLoss } from './links/gilbert-elliott-loss.js';
import { independentLoss } from './links/independent-loss.js';
import { type LinkModel, perfectLinks } from './links/link-model.js';
import { sidesApart } from './links/partitions.js';
import { reordering } from './links/reordering.js';
import { uniformLatency } from './links/uniform-latency.js';

/** Links that do everything at once; made anew for each network, since bursty loss has a memory. */
const roughLinks = (): LinkModel => ({
  latency: exponentialLatency(20, 2),
  loss: gilbertElliottLoss({ goodToBad: 0.05, badToGood: 0.3, lossInGood: 0.01, lossInBad: 0.8 }),
  duplication: duplication(0.1),
  reordering: reordering(0.1, 80),
});

describe('one seed', () => {
  const story = (seed: number): string => {
    const { network, sends, events } = recordedNetwork(
      { detector: 'swim', repairIntervalMs: 500 },
      { nodes: 12, seed, links: roughLinks() },
    );
    network.run(2_000);
    for (const node of network.ids) write(network, node, `key-${node}`);
    network.pause(3);
    network.after(400, () => network.crash(5));
    network.after(900, () => network.resume(3));
    network.after(2_000, () => network.restart(5));
    network.run(10_000);
    return JSON.stringify([events, sends, network.ids.map((node) => network.traffic.of(node))]);
  };

  test('gives the same events, messages and bytes to the last one, and another seed others', () => {
    const first = story(42);
    expect(first.length).toBeGreaterThan(10_000);
    expect(story(42) === first).toBe(true);
    expect(story(43) === first).toBe(false);
  });
});

test.each(modes)(
  '%s with repair delivers everything to all over links that lose, repeat and reorder',
  (mode) => {
    const { network } = recordedNetwork(
      { mode, repairIntervalMs: 500 },
      { nodes: 20, links: roughLinks(), seed: 3 },
    );
    for (const node of network.ids) write(network, node, `key-${node}`);
    network.run(30_000);
    for (const node of network.ids) expect(holders(network, `key-${node}`)).toEqual(network.ids);
    expect(new Set(network.ids.map((id) => network.node(id).view.stateDigest())).size).toBe(1);
  },
);

describe('an exchange', () => {
  const pulling = { mode: 'pull', fanout: 1, intervalMs: 60_000, exchangeTimeoutMs: 700 } as const;
  const connecting = { ...pulling, transport: 'tcp' } as const;

  test('takes one latency each way, with a positive id at its initiator and a negative one at its responder', () => {
    const { network, sends } = recordedNetwork(
      { ...pulling, intervalMs: 1_000 },
      { links: perfectLinks(25) },
    );
    network.run(1_000);
    const opening = sends.find(({ kind }) => kind === 'pullRequest')!;
    const answer = sends.find(({ kind, to }) => kind === 'pullReply' && to === opening.from)!;
    expect([opening.opening, answer.opening]).toEqual([true, false]);
    expect(answer.atMs - opening.atMs).toBeCloseTo(25, 9);
    expect(network.node(0).counters.exchangesFailed).toBe(0);
  });

  test.each([
    ['lost', { latency: perfectLinks(10).latency, loss: independentLoss(1) }, false],
    ['cut off', perfectLinks(10), true],
  ] as const)('that is %s fails at its initiator after the time-out, once', (_, links, cut) => {
    const { network, sends } = recordedNetwork(pulling, { links });
    if (cut) network.partitions.cut(sidesApart([[0], [1]]));
    while (sends.length === 0) network.runNext(60_000);
    const { from, atMs } = sends[0]!;
    network.run(atMs + 699 - network.nowMs);
    expect(network.node(from).counters.exchangesFailed).toBe(0);
    network.run(2);
    expect(network.node(from).counters.exchangesFailed).toBe(1);
    network.run(2_000);
    expect(network.node(from).counters.exchangesFailed).toBe(1);
  });

  test('with a node that is down is refused after the way there and back', () => {
    const { network, sends } = recordedNetwork(connecting, { links: perfectLinks(25) });
    network.crash(1);
    while (sends.length === 0) network.runNext(60_000);
    network.run(49);
    expect(network.node(0).counters.exchangesFailed).toBe(0);
    network.run(2);
    expect(network.node(0).counters.exchangesFailed).toBe(1);
  });

  test('that a paused node has not looked at is reset when that node crashes', () => {
    const { network, sends } = recordedNetwork(connecting, { links: perfectLinks(25) });
    while (sends.length === 0) network.runNext(60_000);
    const { from, to } = sends[0]!;
    network.pause(to);
    network.run(100);
    network.crash(to);
    expect(network.node(from).counters.exchangesFailed).toBe(0);
    network.run(26);
    expect(network.node(from).counters.exchangesFailed).toBe(1);
  });

  test('that a node accepted and has not answered is reset when that node crashes', () => {
    // To a canary the protocol core does not answer.
    const carry = () => ({ kind: 'probe', nonce: 1, sentMs: 0 }) as const;
    const { network, sends } = recordedNetwork(connecting, { links: perfectLinks(25), carry });
    while (sends.length === 0) network.runNext(60_000);
    const { from, to } = sends[0]!;
    network.run(100);
    network.crash(to);
    expect(network.node(from).counters.exchangesFailed).toBe(0);
    network.run(26);
    expect(network.node(from).counters.exchangesFailed).toBe(1);
  });

  test.each([
    ['is down', false],
    ['goes down with it', true],
  ])('by datagrams fails after its time, when the other node %s', (_, late) => {
    const { network, sends } = recordedNetwork(pulling, { links: perfectLinks(25) });
    if (late) network.pause(1);
    else network.crash(1);
    while (sends.length === 0) network.runNext(60_000);
    network.run(100);
    if (late) network.crash(1);
    network.run(599);
    expect(network.node(0).counters.exchangesFailed).toBe(0);
    network.run(2);
    expect(network.node(0).counters.exchangesFailed).toBe(1);
  });

  test('whose answer comes after the time-out has failed, and the answer is not delivered', () => {
    const { network, sends } = recordedNetwork(
      { ...pulling, exchangeTimeoutMs: 60 },
      { links: perfectLinks(40) },
    );
    write(network, 0, 'k');
    write(network, 1, 'l');
    while (sends.length === 0) network.runNext(60_000);
    const { from } = sends[0]!;
    network.run(500);
    expect(network.node(from).counters.exchangesFailed).toBe(1);
    expect(network.node(from).view.size).toBe(1);
  });
});

describe('a node', () => {
  const busy = { mode: 'push-pull', intervalMs: 100, idleFanout: 1 } as const;

  test('that crashed and starts again has a higher incarnation and an empty view, and is filled by repair', () => {
    const { network } = recordedNetwork({ ...busy, repairIntervalMs: 300 }, { nodes: 4 });
    write(network, 0, 'k');
    network.run(3_000);
    network.crash(2);
    expect(network.liveIds).toEqual([0, 1, 3]);
    expect(() => network.node(2)).toThrow('node 2 is down');
    network.restart(2);
    expect([network.node(2).incarnation, network.node(2).view.size]).toEqual([2, 0]);
    network.run(3_000);
    expect(holders(network, 'k')).toEqual([0, 1, 2, 3]);
  });

  test('that starts again and again is not moved by the timers of its earlier incarnations', () => {
    const { network, sends } = recordedNetwork({ mode: 'pull', intervalMs: 1_000 }, { nodes: 30 });
    for (const id of network.ids) for (let restart = 0; restart < 20; restart++) network.restart(id);
    network.run(1_000);
    const firstRounds = network.ids.map(
      (id) => sends.find(({ from, opening }) => from === id && opening)!.atMs,
    );
    // Phases are uniform in the interval; the earliest of 21 would lie at 45 ms on average.
    const mean = firstRounds.reduce((sum, atMs) => sum + atMs, 0) / firstRounds.length;
    expect(mean).toBeGreaterThan(350);
    expect(mean).toBeLessThan(650);
  });

  test('that is paused is silent, and takes what waited for it when it goes on', () => {
    const { network, sends } = recordedNetwork(busy, { nodes: 3 });
    network.run(500);
    network.pause(1);
    write(network, 1, 'written-meanwhile');
    const before = sends.length;
    network.run(1_000);
    expect(sends.slice(before).some(({ from }) => from === 1)).toBe(false);
    expect(holders(network, 'written-meanwhile')).toEqual([]);
    network.resume(1);
    network.run(1_000);
    expect(holders(network, 'written-meanwhile')).toEqual([0, 1, 2]);
  });

  test('that left sends no more, and the others know that it left', () => {
    const { network, sends, events } = recordedNetwork({ ...busy, detector: 'swim' }, { nodes: 5 });
    network.run(3_000);
    network.leave(4);
    const leftMs = network.nowMs;
    network.run(3_000);
    expect(sends.some(({ from, atMs }) => from === 4 && atMs > leftMs)).toBe(false);
    const changes = events.flatMap(({ event }) =>
      event.kind === 'member' && event.change === 'left' ? [event] : [],
    );
    expect(changes.map(({ member }) => member.id)).toEqual([4, 4, 4, 4]);
  });

  test('that is cut off is failed by the others, and alive again after the heal', () => {
    const { network } = recordedNetwork({ ...busy, detector: 'swim' }, { nodes: 5 });
    network.run(3_000);
    const cut = sidesApart([[0], [1, 2, 3, 4]]);
    const seenBy = (observer: number) =>
      network
        .node(observer)
        .members()
        .find(({ id }) => id === 0)?.status;
    network.partitions.cut(cut);
    network.run(60_000);
    expect([1, 2, 3, 4].map(seenBy)).not.toContain('alive');
    network.partitions.heal(cut);
    network.run(60_000);
    expect([1, 2, 3, 4].map(seenBy)).toEqual(['alive', 'alive', 'alive', 'alive']);
  });
});

describe('traffic', () => {
  test.each([
    ['tcp', 4],
    ['udp', 5],
  ] as const)(
    'over %s counts the encoder’s bytes and %s of framing, as sent and as received',
    (transport, framing) => {
      let encoded = 0;
      const { network, sends } = recordedNetwork(
        { mode: 'push-pull', intervalMs: 100, transport },
        {
          nodes: 5,
          carry: (from, message) => {
            encoded += encodeMessage(from, message).length + framing;
            return message;
          },
        },
      );
      for (const node of network.ids) write(network, node, `key-${node}`);
      network.run(5_000);
      const { messagesSent, bytesSent, messagesReceived, bytesReceived } = network.traffic.total(5);
      expect(messagesSent).toBe(sends.length);
      expect(bytesSent).toBe(encoded);
      // What is under way at the end is sent and not yet received.
      expect(messagesSent - messagesReceived).toBeLessThan(10);
      expect(bytesReceived).toBeGreaterThan(0.95 * encoded);
      expect(network.traffic.of(2).messagesSent).toBe(sends.filter(({ from }) => from === 2).length);
    },
  );
});

describe('rounds', () => {
  const roundsOf = (clock: 'rounds' | 'phases') => {
    const { network, sends } = recordedNetwork(
      { mode: 'pull', fanout: 1, intervalMs: 250 },
      { nodes: 8, clock, links: { latency: uniformLatency(1, 20) } },
    );
    network.run(2_000);
    return sends.filter(({ opening }) => opening);
  };

  test('are synchronous where asked for: all nodes at whole multiples of the interval', () => {
    const openings = roundsOf('rounds');
    expect(new Set(openings.map(({ atMs }) => atMs))).toEqual(
      new Set([250, 500, 750, 1_000, 1_250, 1_500, 1_750, 2_000]),
    );
    expect(openings).toHaveLength(8 * 8);
  });

  test('have phases of their own otherwise', () => {
    const openings = roundsOf('phases');
    expect(new Set(openings.map(({ atMs }) => atMs)).size).toBe(openings.length);
  });

  test('stay synchronous after a restart and after a change of parameters', () => {
    const { network, sends } = recordedNetwork(
      { mode: 'pull', fanout: 1, intervalMs: 100 },
      { nodes: 3, clock: 'rounds' },
    );
    network.run(150);
    network.restart(1);
    network.input(2, { kind: 'configure', config: { ...network.node(2).config, intervalJitter: 0.5 } });
    network.run(1_000);
    const openings = sends.filter(({ opening }) => opening);
    expect(openings.filter(({ atMs }) => atMs % 100 !== 0)).toEqual([]);
    // One round a node and interval: the timers of the incarnation before are dead.
    expect(new Set(openings.map(({ from, atMs }) => `${from} at ${atMs}`)).size).toBe(openings.length);
    expect(openings).toHaveLength(3 * 11);
  });
});
