import { describe, expect, test } from 'vitest';
import { protocolConfigSchema } from '../../../protocol/node/config.js';
import { createRng } from '../../../protocol/rng.js';
import type { Message } from '../../../protocol/wire/messages.js';
import { NodeRows } from '../storage/node-rows.js';
import { Traffic } from '../storage/traffic.js';
import { DatagramWire } from './datagram-wire.js';
import { Exchange } from './exchange.js';
import type { DatagramFlaws } from './links/datagram-flaws.js';
import { perfectLinks } from './links/link-model.js';
import type { LinkState } from './links/link-state.js';
import { LinkStates } from './links/link-states.js';
import { Partitions } from './links/partitions.js';

const sound: LinkState = { latencyMs: 0, jitterMs: 0, loss: 0, slowCloseMs: 0 };
const ask: Message = { kind: 'pullRequest' };
const rumors = (bytes: number): Message => ({
  kind: 'rumors',
  wantFeedback: false,
  updates: [
    {
      key: 'k',
      value: new Uint8Array(bytes),
      hops: 0,
      version: { origin: 0, incarnation: 1, seq: 1, clock: 1 },
    },
  ],
});

/** A wire on whose links are these toxics; when what is sent over it arrives, ms. */
function wireOf(toxics: Partial<LinkState>, maxDatagramBytes = 1_400) {
  const arrivals: number[] = [];
  let nowMs = 0;
  const states = new LinkStates(10, { ...sound, ...toxics });
  const wire = new DatagramWire(
    {
      links: perfectLinks(1),
      rng: createRng(9),
      states,
      partitions: new Partitions(),
      traffic: new Traffic(new NodeRows(2, protocolConfigSchema.parse({}))),
      carry: (_, message) => message,
      nowMs: () => nowMs,
      put: (atMs) => arrivals.push(atMs),
    },
    maxDatagramBytes,
  );
  return {
    arrivals,
    states,
    at: (ms: number) => {
      nowMs = ms;
    },
    send: (exchange: Exchange, message = ask) => wire.transmit(exchange, 'request', message),
    refuse: () => wire.refuse(),
  };
}
const exchange = (id = 1) => new Exchange(0, 1, id, 1);

describe('a datagram', () => {
  test('is lost by itself, whatever became of others of its exchange', () => {
    const { arrivals, send } = wireOf({ loss: 0.3 });
    const one = exchange();
    for (let i = 0; i < 1_000; i += 1) send(one);
    expect(arrivals.length).toBeGreaterThan(640);
    expect(arrivals.length).toBeLessThan(760);
  });

  test.each(['drop', 'refuse'] as const)(
    'vanishes at a cut that is to %s, and its sender hears nothing',
    (cut) => {
      const { arrivals, send, refuse } = wireOf({ cut });
      send(exchange());
      refuse();
      expect(arrivals).toEqual([]);
    },
  );

  test('waits at a cut that stalls until it heals', () => {
    const { arrivals, send, states } = wireOf({});
    states.set(() => ({ ...sound, cut: 'stall' }));
    send(exchange());
    expect(arrivals).toEqual([]);
    states.set(undefined);
    expect(arrivals).toHaveLength(1);
  });

  test('waits in the line of a limited rate behind all others of its direction, and is dropped behind a second of them', () => {
    const { arrivals, send, at } = wireOf({ rateKBps: 1 });
    for (let i = 0; i < 5; i += 1) send(exchange(i), rumors(500));
    const bytes = (arrivals[1] ?? 0) - (arrivals[0] ?? 0);
    expect(bytes).toBeGreaterThan(500);
    expect(arrivals.map((ms) => Math.round((ms - 1) / bytes))).toEqual([1, 2]);
    at(bytes * 2);
    send(exchange(9), rumors(500));
    expect(arrivals).toHaveLength(3);
  });

  test('feels nothing of what breaks connections', () => {
    const { arrivals, send } = wireOf({ reset: { afterMs: 0, probability: 1 }, limitBytes: 1 });
    send(exchange());
    expect(arrivals).toHaveLength(1);
  });
});

describe('flaws of datagrams', () => {
  const flawed = (flaws: Partial<DatagramFlaws>, toxics: Partial<LinkState> = {}) =>
    wireOf({ ...toxics, datagrams: { reorders: false, duplication: 0, corruption: 0, ...flaws } });

  test('lose in bursts, as long as asked for', () => {
    const { arrivals, send, at } = flawed({
      bursts: { goodToBad: 0.01, badToGood: 0.1, lossInGood: 0, lossInBad: 1 },
    });
    for (let i = 0; i < 20_000; i += 1) {
      at(i);
      send(exchange(i));
    }
    const gaps = arrivals.slice(1).map((ms, i) => ms - arrivals[i]! - 1);
    const bursts = gaps.filter((gap) => gap > 0);
    const lost = 20_000 - arrivals.length;
    expect(lost / 20_000).toBeGreaterThan(0.06);
    expect(lost / 20_000).toBeLessThan(0.13);
    expect(lost / bursts.length).toBeGreaterThan(7);
    expect(lost / bursts.length).toBeLessThan(13);
  });

  test('let one arrive twice, and one that is corrupted not at all', () => {
    const twice = flawed({ duplication: 1 });
    twice.send(exchange());
    expect(twice.arrivals).toHaveLength(2);
    const corrupted = flawed({ corruption: 1 });
    corrupted.send(exchange());
    expect(corrupted.arrivals).toEqual([]);
  });

  test('let those of one exchange overtake one another by the jitter, which else they do not', () => {
    const overtaken = (reorders: boolean): number => {
      const { arrivals, send } = flawed({ reorders }, { latencyMs: 50, jitterMs: 40 });
      const one = exchange();
      for (let i = 0; i < 100; i += 1) send(one);
      return arrivals.filter((ms, i) => arrivals.slice(i + 1).some((later) => later < ms)).length;
    };
    expect(overtaken(false)).toBe(0);
    expect(overtaken(true)).toBeGreaterThan(30);
  });

  test('are not met by what goes over a connection', () => {
    const { arrivals, send } = flawed({ corruption: 1 });
    send(exchange(), rumors(3_000));
    expect(arrivals).toHaveLength(1);
  });
});

describe('a message that is too large for a datagram', () => {
  test.each([
    ['a reset', { reset: { afterMs: 0, probability: 1 } }],
    ['a limit of bytes', { limitBytes: 2_000 }],
  ])('goes over a connection, which %s breaks', (_, toxics) => {
    const { arrivals, send } = wireOf(toxics);
    send(exchange(), rumors(3_000));
    expect(arrivals).toEqual([]);
    send(exchange(), rumors(10));
    expect(arrivals).toHaveLength(1);
  });
});
