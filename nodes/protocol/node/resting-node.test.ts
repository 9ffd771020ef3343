import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRng } from '../rng.js';
import { useSeed } from '../testing/print-seed.js';
import { RecordedOutputs } from '../testing/recorded-outputs.js';
import type { Input, Rng } from '../types.js';
import type { Message } from '../wire/messages.js';
import { modes, type ProtocolConfig, protocolConfigSchema, stopRules } from './config.js';
import type { GossipNode } from './gossip-node.js';
import { createGossipNode } from './node.js';
import { RestingNode } from './resting-node.js';

useSeed('resting node', process.env.FAST_CHECK_SEED);

type Step = Input<Message, ProtocolConfig> | { readonly kind: 'anyTimer'; readonly back: number };

const anyConfig = fc
  .record({
    mode: fc.constantFrom(...modes),
    stopRule: fc.constantFrom(...stopRules),
    stopK: fc.integer({ min: 1, max: 3 }),
    fanout: fc.integer({ min: 1, max: 3 }),
    repairIntervalMs: fc.constantFrom(0, 300),
    exchangeTimeoutMs: fc.constantFrom(50, 1_000),
  })
  .map((config) => protocolConfigSchema.parse({ detector: 'none', intervalMs: 100, ...config }));

const anyUpdate = fc
  .record({
    origin: fc.integer({ min: 1, max: 2 }),
    seq: fc.integer({ min: 1, max: 2 }),
    hops: fc.nat({ max: 2 }),
  })
  .map(({ origin, seq, hops }) => ({
    version: { origin, incarnation: 1, seq, clock: seq },
    key: `k${seq}`,
    value: Uint8Array.of(origin),
    hops,
  }));
const updates = fc.array(anyUpdate, { maxLength: 2 });
const wantFeedback = fc.boolean();
const ranges = fc.array(fc.constant({ origin: 1, incarnation: 1, fromSeq: 1, toSeq: 2 }), { maxLength: 1 });
const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ kind: fc.constantFrom('rumors', 'pullReply', 'pushPullRequest'), updates, wantFeedback }),
  fc.constant({ kind: 'pullRequest' as const }),
  fc.record({
    kind: fc.constant('feedback' as const),
    needed: fc.constantFrom(Uint8Array.of(0), Uint8Array.of(1)),
  }),
  fc.record({
    kind: fc.constant('digest' as const),
    complete: fc.boolean(),
    hot: fc.boolean(),
    summaries: fc.constantFrom([], [{ origin: 1, incarnation: 1, prefix: 1, ranges: [] }]),
  }),
  fc.record({
    kind: fc.constant('digestReply' as const),
    updates,
    superseded: ranges,
    wants: ranges,
    wantsAll: fc.boolean(),
  }),
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('anyTimer' as const), back: fc.nat({ max: 2 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('message' as const),
      from: fc.integer({ min: 1, max: 4 }),
      exchange: fc.integer({ min: -3, max: 6 }),
      message: anyMessage,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('exchangeFailed' as const),
      to: fc.constant(1),
      exchange: fc.integer({ min: 1, max: 8 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'write' as const, key: 'k1', value: Uint8Array.of(9) }) },
  { weight: 1, arbitrary: anyConfig.map((config) => ({ kind: 'configure' as const, config })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'leave' as const }) },
);

const create = (config: ProtocolConfig, rng: Rng): GossipNode =>
  createGossipNode({ id: 0, incarnation: 1, config, peers: [0, 1, 2, 3, 4], rng });

/** A node that goes on in other objects whenever it is at rest, those of a node that was something else meanwhile. */
class Moving {
  readonly outputs = new RecordedOutputs();
  readonly #record: RestingNode;
  #node: GossipNode;
  #spare: GossipNode;
  moves = 0;

  constructor(config: ProtocolConfig) {
    const rng = createRng(5);
    this.#node = create(config, rng);
    this.#spare = create(config, rng);
    this.#record = new RestingNode(config);
  }

  step(nowMs: number, input: Input<Message, ProtocolConfig>): GossipNode {
    this.#node.step(nowMs, input, this.outputs);
    if (!this.#node.rest(this.#record)) return this.#node;
    const { awaited, rumor } = structuredClone({
      awaited: this.#record.awaited,
      rumor: { ...this.#record.rumor },
    });
    this.#spare.resume(0, 1, this.#record);
    expect([this.#record.awaited, { ...this.#record.rumor }]).toEqual([awaited, rumor]);
    this.#node.resume(7, 3, new RestingNode(this.#record.config));
    [this.#node, this.#spare] = [this.#spare, this.#node];
    this.moves++;
    return this.#node;
  }
}

const stateOf = ({ id, incarnation, config, view, hotUpdates, counters }: GossipNode) => ({
  id,
  incarnation,
  config,
  entries: [...view.entries()],
  digest: view.stateDigest(),
  hotUpdates,
  counters: { ...counters },
});

test('a node that rests and is resumed in other objects, at every step, behaves like one that never rested', () => {
  let moves = 0;
  fc.assert(
    fc.property(anyConfig, fc.array(anyStep, { maxLength: 40 }), (config, steps) => {
      const plain = create(config, createRng(5));
      const outputs = new RecordedOutputs();
      const moving = new Moving(config);
      const all: Step[] = [{ kind: 'start' }, ...steps];
      all.forEach((step, i) => {
        const token = step.kind === 'anyTimer' ? (outputs.timers.at(-1 - step.back)?.token ?? 0) : 0;
        const input = step.kind === 'anyTimer' ? ({ kind: 'timer', token } as const) : step;
        plain.step(i * 40, input, outputs);
        const moved = moving.step(i * 40, input);
        expect(moving.outputs).toEqual(outputs);
        expect(stateOf(moved)).toEqual(stateOf(plain));
      });
      moves += moving.moves;
    }),
    { numRuns: 1_000 },
  );
  expect(moves).toBeGreaterThan(1_000);
});

test.each([
  ['two updates', { updates: 2 }],
  ['a failure detector', { detector: 'swim' }],
  ['a frame that did not decode', { malformed: true }],
] as const)('a node with %s is not at rest', (_, given) => {
  const {
    detector = 'none',
    updates: writes = 1,
    malformed = false,
  } = { ...given } as {
    detector?: 'swim' | 'none';
    updates?: number;
    malformed?: boolean;
  };
  const config = protocolConfigSchema.parse({ mode: 'push', detector });
  const node = create(config, createRng(1));
  const outputs = new RecordedOutputs();
  for (let i = 0; i < writes; i++)
    node.step(1, { kind: 'write', key: `k${i}`, value: Uint8Array.of(1) }, outputs);
  if (malformed) node.step(2, { kind: 'malformed', reason: 'syntax' }, outputs);
  expect(node.rest(new RestingNode(config))).toBe(false);
});

test('a node with one update that waits for feedback is at rest, and its record says for whose', () => {
  const config = protocolConfigSchema.parse({
    mode: 'push',
    detector: 'none',
    fanout: 2,
    repairIntervalMs: 0,
  });
  const node = create(config, createRng(1));
  const outputs = new RecordedOutputs();
  node.step(0, { kind: 'start' }, outputs);
  node.step(1, { kind: 'write', key: 'k', value: Uint8Array.of(1) }, outputs);
  node.step(100, { kind: 'timer', token: outputs.timers.at(-1)!.token }, outputs);
  const record = new RestingNode(config);
  expect(node.rest(record)).toBe(true);
  expect(record.awaited).toEqual(outputs.sent.map(({ to, exchange }) => ({ exchange, peer: to })));
  expect(record).toMatchObject({ isHot: true, clock: 1, lastSeq: 1, rumor: { copies: 2 } });
});
