import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CounterStore } from '../node/counters.js';
import { useSeed } from '../testing/print-seed.js';
import { type Awaited, AwaitedFeedback } from './awaited-feedback.js';
import { noRow } from './holders.js';
import { Rumor } from './rumor.js';

useSeed('awaited feedback', process.env.FAST_CHECK_SEED);

const rumorOf = (key: string): Rumor =>
  new Rumor(
    { version: { origin: 1, incarnation: 1, seq: 1, clock: 1 }, key, value: undefined, hops: 0 },
    1,
    1,
  );

const anyAct = fc.record({
  kind: fc.constantFrom(
    'add',
    'add',
    'add',
    'addOther',
    'addPull',
    'take',
    'take',
    'forget',
    'forgetAll',
    'move',
  ),
  value: fc.integer({ min: 1, max: 40 }),
});

interface Modelled {
  readonly awaited: Awaited;
  readonly untilMs: number;
}

/** Beside a map from exchanges to what is awaited on them. */
class Beside {
  readonly #row = CounterStore.ofOneNode();
  readonly #rumor = rumorOf('a');
  readonly #other = rumorOf('b');
  awaited = new AwaitedFeedback(this.#row);
  readonly model = new Map<number, Modelled>();

  add(exchange: number): void {
    this.#add({ exchange, peer: exchange + 1, rumors: [this.#rumor], role: 'push' });
  }

  addOther(exchange: number): void {
    const rumors = exchange % 2 === 0 ? [this.#other] : [this.#rumor, this.#other];
    this.#add({ exchange, peer: exchange + 1, rumors, role: 'push' });
  }

  addPull(exchange: number, nowMs: number): void {
    this.#add({ exchange, peer: exchange + 1, rumors: [this.#rumor], role: 'pull' }, nowMs);
  }

  take(exchange: number): void {
    const taken = this.awaited.take(exchange);
    const expected = this.model.get(exchange)?.awaited;
    if (expected === undefined) expect(taken).toBeUndefined();
    else expect(taken).toMatchObject(expected);
    this.model.delete(exchange);
  }

  forget(agoMs: number, nowMs: number): void {
    this.awaited.forgetOverdue(nowMs - agoMs);
    for (const [exchange, { untilMs }] of this.model)
      if (untilMs <= nowMs - agoMs) this.model.delete(exchange);
  }

  forgetAll(): void {
    this.awaited.forgetAll();
    this.model.clear();
  }

  /** Where its row is all that there is, other objects go on with it. */
  move(): void {
    if (!this.awaited.fits) return;
    const [first] = this.model.values();
    this.awaited = new AwaitedFeedback(this.#row);
    this.awaited.become(first?.awaited.rumors[0]);
  }

  #add(awaited: Awaited, untilMs = Number.POSITIVE_INFINITY): void {
    const { exchange, peer, rumors, role } = awaited;
    this.awaited.add(exchange, peer, rumors, role, untilMs);
    this.model.delete(exchange);
    this.model.set(exchange, { awaited, untilMs });
  }
}

test('behaves as a map by exchange, however much is awaited, and wherever it is kept', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 150 }), (acts) => {
      const beside = new Beside();
      acts.forEach(({ kind, value }, nowMs) => {
        beside[kind](value, nowMs);
        expect(beside.awaited.size).toBe(beside.model.size);
      });
    }),
  );
});

test('four pushes of one rumor fit in the row, and nothing else', () => {
  const awaited = new AwaitedFeedback(CounterStore.ofOneNode());
  const rumor = rumorOf('a');
  for (let exchange = 1; exchange <= 4; exchange++) {
    awaited.add(exchange, 7, rumor.alone, 'push', 100);
    expect(awaited.fits).toBe(true);
  }
  awaited.add(5, 7, rumor.alone, 'push', 100);
  expect(awaited.fits).toBe(false);
  awaited.take(5);
  awaited.add(6, 7, rumorOf('b').alone, 'push', 100);
  expect(awaited.fits).toBe(false);
  expect(awaited.size).toBe(5);
});

test('in the row, a rumor that is hot no more makes room for another', () => {
  const awaited = new AwaitedFeedback(CounterStore.ofOneNode());
  const lost = rumorOf('a');
  awaited.add(1, 7, lost.alone, 'push', 100);
  lost.holderRow = noRow;
  const rumor = rumorOf('b');
  awaited.add(2, 7, rumor.alone, 'push', 100);
  expect(awaited.fits).toBe(true);
  expect(awaited.take(1)).toBeUndefined();
  expect(awaited.take(2)?.rumors).toEqual([rumor]);
});

test('of a rumor that was hot no more when its node fell asleep there is nothing to judge', () => {
  const row = CounterStore.ofOneNode();
  new AwaitedFeedback(row).add(7, 1, rumorOf('a').alone, 'push', 100);
  const awaited = new AwaitedFeedback(row);
  awaited.become(undefined);
  expect(awaited.size).toBe(1);
  expect(awaited.take(7)?.rumors).toEqual([]);
  expect(awaited.size).toBe(0);
});

test('whoever answers with something else is not waited for without end', () => {
  const awaited = new AwaitedFeedback(CounterStore.ofOneNode());
  const rumors = [rumorOf('a'), rumorOf('b')];
  for (let exchange = 1; exchange <= 40; exchange++) awaited.add(exchange, 7, rumors, 'push', exchange);
  awaited.forgetOverdue(39);
  expect(awaited.size).toBe(1);
  const few = new AwaitedFeedback(CounterStore.ofOneNode());
  for (let exchange = 1; exchange <= 3; exchange++) few.add(exchange, 7, rumors, 'push', exchange);
  few.forgetOverdue(2);
  expect([few.take(2), few.take(3)?.exchange]).toEqual([undefined, 3]);
});
