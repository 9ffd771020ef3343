import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../rng.js';
import { anyMessage } from '../testing/arbitraries.js';
import { useSeed } from '../testing/print-seed.js';
import { RecordedOutputs } from '../testing/recorded-outputs.js';
import type { NodeId } from '../types.js';
import { encodedLength } from '../wire/codec.js';
import { detectors, modes, type ProtocolConfig, protocolConfigSchema } from './config.js';
import { createGossipNode } from './node.js';

useSeed('gossip node', process.env.FAST_CHECK_SEED);

function started(config: Partial<ProtocolConfig> = {}, peers: readonly NodeId[] = [0, 1, 2, 3, 4]) {
  const full = protocolConfigSchema.parse({ detector: 'none', repairIntervalMs: 0, ...config });
  const node = createGossipNode({ id: 0, incarnation: 1, config: full, peers, rng: createRng(7) });
  const outputs = new RecordedOutputs();
  node.step(0, { kind: 'start' }, outputs);
  const fire = (nowMs: number): void =>
    node.step(nowMs, { kind: 'timer', token: outputs.timers.at(-1)!.token }, outputs);
  return { node, outputs, fire, config: full };
}

const put = (key: string, bytes = 1) => ({ kind: 'write', key, value: new Uint8Array(bytes) }) as const;

describe('writes', () => {
  test('are numbered, clocked, and told before step returns', () => {
    const { node, outputs } = started();
    node.step(5, put('a'), outputs);
    node.step(6, { kind: 'write', key: 'a', value: undefined }, outputs);
    expect(outputs.events).toMatchObject([
      {
        kind: 'written',
        update: { version: { origin: 0, incarnation: 1, seq: 1, clock: 1 }, key: 'a', hops: 0 },
      },
      { kind: 'written', update: { version: { seq: 2, clock: 2 }, value: undefined } },
    ]);
    expect(node.view.get('a')).toMatchObject({ version: { seq: 2 } });
    expect(node.view.size).toBe(1);
  });

  test('come later on the Lamport clock than everything received', () => {
    const { node, outputs } = started();
    const version = { origin: 3, incarnation: 1, seq: 1, clock: 900 };
    const updates = [{ version, key: 'a', value: undefined, hops: 2 }];
    const message = { kind: 'rumors', updates, wantFeedback: false } as const;
    node.step(1, { kind: 'message', from: 2, exchange: -1, message }, outputs);
    node.step(2, put('a'), outputs);
    expect(node.view.get('a')?.version).toEqual({ origin: 0, incarnation: 1, seq: 1, clock: 901 });
  });

  describe('after a copy whose clock is near the last there is', () => {
    const ahead = (clock: number, seq = 1) => ({
      kind: 'message' as const,
      from: 2,
      exchange: -1,
      message: {
        kind: 'rumors' as const,
        updates: [
          { version: { origin: 3, incarnation: 1, seq, clock }, key: `k${seq}`, value: undefined, hops: 2 },
        ],
        wantFeedback: false,
      },
    });

    test.each([2 ** 48 - 1, 2 ** 48 - 2, 2 ** 40, 2 ** 32 + 1_001])(
      'go on as before: the copy with clock %d is dropped and counted',
      (clock) => {
        const { node, outputs } = started();
        node.step(1, ahead(clock), outputs);
        expect(new Map(node.counters.rejected)).toEqual(new Map([['clock', 1]]));
        expect(node.canWrite('a', undefined)).toBeUndefined();
        node.step(2, put('a'), outputs);
        expect([...node.view.entries()].map(({ version }) => version.clock)).toEqual([1]);
      },
    );

    test('go on after any number of copies, and time, not copies, moves the bound', () => {
      const { node, outputs } = started();
      for (let n = 1; n <= 70_000; n++) node.step(1, ahead(n * 2 ** 31, n), outputs);
      node.step(1, put('a'), outputs);
      expect(node.view.get('a')?.version.clock).toBeLessThanOrEqual(2 ** 32 + 1_001);
      node.step(1, ahead(2 ** 32 + 2_000, 80_000), outputs);
      expect(node.view.get('k80000')).toBeUndefined();
      node.step(2, ahead(2 ** 32 + 2_000, 80_000), outputs);
      expect(node.view.get('k80000')).toBeDefined();
    });

    test('of millions, as a restarted node hears it, come later than that', () => {
      const { node, outputs } = started();
      node.step(0, ahead(5_000_000), outputs);
      node.step(0, put('a'), outputs);
      expect(node.view.get('a')?.version.clock).toBe(5_000_001);
    });
  });

  test.each([
    ['an empty key', '', 1, /empty/],
    ['half a surrogate pair', 'a\ud800', 1, /Unicode/],
    ['a key too long', 'k'.repeat(1_025), 1, /1025 bytes, the limit is 1024/],
    ['a value too long', 'k', 4_096, /4097 bytes, the limit is 3996/],
  ])('with %s are refused with a reason, counted, and never thrown', (_, key, bytes, reason) => {
    const { node, outputs } = started({ maxMessageBytes: 4_096 });
    expect(node.canWrite(key, new Uint8Array(bytes))).toMatch(reason);
    node.step(1, put(key, bytes), outputs);
    expect(outputs.events).toEqual([]);
    expect(node.counters).toMatchObject({ writesRefused: 1, updatesWritten: 0 });
  });

  test('of the largest size still fit into every kind of message', () => {
    const { node, outputs, fire } = started({ mode: 'push', maxMessageBytes: 4_096, fanout: 1 });
    const bytes = 3_996 - 1;
    expect(node.canWrite('k', new Uint8Array(bytes))).toBeUndefined();
    expect(node.canWrite('k', new Uint8Array(bytes + 1))).toBeDefined();
    node.step(1, put('k', bytes), outputs);
    fire(1);
    const digest = { kind: 'digest', complete: true, hot: false, summaries: [] } as const;
    node.step(2, { kind: 'message', from: 1, exchange: -1, message: digest }, outputs);
    node.step(2, { kind: 'message', from: 1, exchange: -2, message: { kind: 'pullRequest' } }, outputs);
    expect(outputs.sent).toMatchObject([
      { message: { kind: 'rumors', updates: [{ key: 'k' }] } },
      { message: { kind: 'digestReply', updates: [{ key: 'k' }] } },
      { message: { kind: 'pullReply', updates: [{ key: 'k' }] } },
    ]);
    for (const { message } of outputs.sent) expect(encodedLength(0, message) + 4).toBeLessThanOrEqual(4_096);
  });
});

describe('rounds', () => {
  test('begin at a phase within one interval and go on with jitter around it', () => {
    const { outputs, fire } = started({ intervalMs: 100, intervalJitter: 0.2 });
    for (let round = 1; round <= 200; round++) fire(round * 100);
    const [phase, ...waits] = outputs.timers.map(({ delayMs }) => delayMs);
    expect(phase).toBeLessThan(100);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(80);
    expect(Math.max(...waits)).toBeLessThanOrEqual(120);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(30);
  });

  test('start phases of different nodes are spread over the interval', () => {
    const phases = Array.from({ length: 200 }, (_, id) => {
      const config = protocolConfigSchema.parse({
        intervalMs: 100,
        detector: 'none',
        repairIntervalMs: 0,
      });
      const outputs = new RecordedOutputs();
      createGossipNode({ id, incarnation: 1, config, peers: [], rng: createRng(id) }).step(
        0,
        { kind: 'start' },
        outputs,
      );
      return outputs.timers[0]!.delayMs;
    });
    for (let tenth = 0; tenth < 10; tenth++) {
      const within = phases.filter((phase) => phase >= tenth * 10 && phase < tenth * 10 + 10).length;
      expect(within).toBeGreaterThan(5);
      expect(within).toBeLessThan(45);
    }
  });

  test('a stale timer is ignored', () => {
    const { node, outputs, fire } = started();
    const [first] = outputs.timers;
    fire(100);
    for (const token of [first!.token, 0, 999, -1]) node.step(101, { kind: 'timer', token }, outputs);
    expect(node.counters.roundsStarted).toBe(1);
    expect(outputs.timers).toHaveLength(2);
  });

  test('a node alone on its roster has rounds and nobody to call', () => {
    for (const mode of modes) {
      const { node, outputs, fire } = started({ mode }, [0]);
      node.step(1, put('k'), outputs);
      fire(100);
      expect(outputs.sent).toEqual([]);
      expect(node.counters.roundsStarted).toBe(1);
    }
  });

  test('end after maxRounds; the node still answers', () => {
    const { node, outputs, fire } = started({ maxRounds: 2, mode: 'pull' });
    fire(100);
    fire(200);
    fire(300);
    expect(outputs.events).toEqual([{ kind: 'terminated', reason: 'rounds' }]);
    expect(node.counters.roundsStarted).toBe(2);
    outputs.takeSent();
    node.step(400, { kind: 'message', from: 1, exchange: -1, message: { kind: 'pullRequest' } }, outputs);
    expect(outputs.sent).toMatchObject([{ to: 1, message: { kind: 'pullReply' } }]);
  });

  test('end at maxTimeMs, to the millisecond', () => {
    const { node, outputs, fire } = started({ maxTimeMs: 250, intervalMs: 100, intervalJitter: 0 });
    let nowMs = 0;
    for (let i = 0; i < 10 && outputs.events.length === 0; i++) {
      nowMs += outputs.timers.at(-1)!.delayMs;
      fire(nowMs);
    }
    expect(outputs.events).toEqual([{ kind: 'terminated', reason: 'time' }]);
    expect(nowMs).toBe(250);
    expect(node.counters.roundsStarted).toBeGreaterThanOrEqual(2);
  });
});

describe('a node that pushes', () => {
  test('sets no timer for rounds without news, and goes on with their phase when there is some', () => {
    const { node, outputs, fire } = started({
      mode: 'push',
      intervalMs: 100,
      intervalJitter: 0,
      stopRule: 'rounds',
      stopK: 1,
    });
    fire(30);
    expect(outputs.timers).toHaveLength(1);
    node.step(275, { kind: 'write', key: 'k', value: Uint8Array.of(1) }, outputs);
    expect(outputs.timers[1]!.delayMs).toBeCloseTo(55, 9);
    fire(330);
    expect(outputs.takeSent().length).toBeGreaterThan(0);
    fire(430);
    expect(outputs.timers).toHaveLength(3);
  });

  test('keeps its rounds where they are limited', () => {
    const { outputs, fire } = started({ mode: 'push', maxRounds: 2 });
    fire(100);
    expect(outputs.timers).toHaveLength(2);
  });
});

describe('configure', () => {
  test('holds from the next round on', () => {
    const { node, outputs, fire, config } = started({ mode: 'pull', fanout: 1 });
    node.step(1, { kind: 'configure', config: { ...config, fanout: 3 } }, outputs);
    expect(node.config.fanout).toBe(3);
    expect(outputs.sent).toEqual([]);
    fire(100);
    expect(outputs.sent).toHaveLength(3);
  });

  test('sets a terminated node going again when it lifts the limit', () => {
    const { node, outputs, fire, config } = started({ maxRounds: 1 });
    fire(100);
    node.step(150, { kind: 'configure', config: { ...config, maxRounds: 1 } }, outputs);
    fire(200);
    expect(node.counters.roundsStarted).toBe(1);
    node.step(250, { kind: 'configure', config: { ...config, maxRounds: 0 } }, outputs);
    fire(300);
    expect(node.counters.roundsStarted).toBe(2);
  });

  test('switches repair on and off', () => {
    const { node, outputs, fire, config } = started({ mode: 'push' });
    node.step(1, { kind: 'configure', config: { ...config, repairIntervalMs: 50 } }, outputs);
    fire(100);
    const [, repair] = outputs.timers;
    node.step(140, { kind: 'timer', token: repair!.token }, outputs);
    expect(outputs.takeSent()).toMatchObject([{ expectReply: true, message: { kind: 'digest' } }]);
    const next = outputs.timers.at(-1)!;
    node.step(150, { kind: 'configure', config: { ...config, repairIntervalMs: 0 } }, outputs);
    const round = outputs.timers.at(-1)!;
    node.step(200, { kind: 'timer', token: round.token }, outputs);
    node.step(210, { kind: 'timer', token: next.token }, outputs);
    expect(outputs.sent).toEqual([]);
  });

  test('switches failure detection on and off', () => {
    const { node, outputs, fire, config } = started({ mode: 'push' });
    expect(node.members()).toHaveLength(5);
    node.step(1, { kind: 'configure', config: { ...config, detector: 'heartbeat' } }, outputs);
    fire(100);
    expect(node.members()).toEqual([{ id: 0, incarnation: 1, status: 'alive' }]);
    const membership = outputs.timers.at(-1)!;
    node.step(110, { kind: 'timer', token: membership.token }, outputs);
    expect(outputs.sent).toMatchObject([{ message: { kind: 'join', incarnation: 1 } }]);
  });
});

test('leaving says goodbye, ends all timers, and happens once', () => {
  const { node, outputs, config } = started({ detector: 'heartbeat', mode: 'pull' });
  const members = [1, 2].map((id) => ({ id, incarnation: 1, heartbeat: 1, left: false }));
  const message = { kind: 'heartbeatsReply', members } as const;
  node.step(1, { kind: 'message', from: 1, exchange: -1, message }, outputs);
  node.step(2, { kind: 'leave' }, outputs);
  node.step(3, { kind: 'leave' }, outputs);
  expect(
    outputs
      .takeSent()
      .map(({ to, message: { kind } }) => [to, kind])
      .sort(),
  ).toEqual([
    [1, 'leave'],
    [2, 'leave'],
  ]);
  for (const { token } of outputs.timers) node.step(config.intervalMs, { kind: 'timer', token }, outputs);
  expect(outputs.sent).toEqual([]);
  expect(node.members()[0]).toEqual({ id: 0, incarnation: 1, status: 'left' });
});

test('malformed frames are counted by reason', () => {
  const { node, outputs } = started();
  for (const reason of ['shape', 'version', 'shape']) node.step(1, { kind: 'malformed', reason }, outputs);
  expect([...node.counters.malformed]).toEqual([
    ['shape', 2],
    ['version', 1],
  ]);
});

test('canaries are the host’s: the core ignores them', () => {
  const { node, outputs } = started();
  const probe = { kind: 'probe', nonce: 1, sentMs: 2 } as const;
  node.step(1, { kind: 'message', from: 1, exchange: -1, message: probe }, outputs);
  const ack = { kind: 'probeAck', nonce: 1, sentMs: 2, receivedMs: 3 } as const;
  node.step(1, { kind: 'message', from: 1, exchange: 1, message: ack }, outputs);
  expect(outputs.sent).toEqual([]);
  expect(outputs.events).toEqual([]);
});

test('no message that decodes, on whatever exchange, makes a node throw or send too long a frame', () => {
  const arrival = fc.record({
    message: anyMessage,
    from: fc.nat({ max: 5 }),
    exchange: fc.integer({ min: -5, max: 5 }),
  });
  const settings = fc.record({
    mode: fc.constantFrom(...modes),
    detector: fc.constantFrom(...detectors),
  });
  fc.assert(
    fc.property(settings, fc.array(arrival, { maxLength: 30 }), (config, arrivals) => {
      const { node, outputs } = started({ ...config, maxMessageBytes: 2_048, repairIntervalMs: 100 });
      arrivals.forEach(({ message, from, exchange }, i) => {
        node.step(i * 50, { kind: 'message', from, exchange, message }, outputs);
        for (const { token } of outputs.timers.splice(0))
          node.step(i * 50 + 1, { kind: 'timer', token }, outputs);
      });
      for (const { message } of outputs.sent)
        expect(encodedLength(0, message) + 4).toBeLessThanOrEqual(2_048);
    }),
    { numRuns: 200 },
  );
});
