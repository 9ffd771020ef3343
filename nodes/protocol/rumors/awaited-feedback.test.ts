import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CounterStore } from '../counters.js';
import { useSeed } from '../testing/print-seed.js';
import { type Awaited, AwaitedFeedback } from './awaited-feedback.js';
import type { Rumor } from './rumor.js';

useSeed('awaited feedback', process.env.FAST_CHECK_SEED);

/** The one that all is about. */
const rumor = {} as Rumor;

const awaitedOn = (exchange: number, untilMs: number): Awaited => ({
  exchange,
  peer: 1,
  rumors: [rumor],
  role: 'push',
  untilMs,
});

const anyAct = fc.record({
  kind: fc.constantFrom('add', 'add', 'add', 'take', 'take', 'forget', 'forgetAll', 'rest', 'rest'),
  value: fc.integer({ min: 1, max: 40 }),
});

/** Beside a map from exchanges to the moments until which they are waited for. */
class Modelled {
  readonly awaited = new AwaitedFeedback(CounterStore.ofOneNode());
  readonly model = new Map<number, number>();

  add(exchange: number, nowMs: number): void {
    this.awaited.read(rumor);
    this.awaited.add(awaitedOn(exchange, nowMs));
    this.model.delete(exchange);
    this.model.set(exchange, nowMs);
  }

  take(exchange: number): void {
    const taken = this.awaited.takeFromRow(exchange, rumor) ?? this.awaited.take(exchange);
    expect(taken?.untilMs).toBe(this.model.get(exchange));
    expect(taken?.rumors).toEqual(taken && [rumor]);
    this.model.delete(exchange);
  }

  forget(agoMs: number, nowMs: number): void {
    this.awaited.read(rumor);
    this.awaited.forgetOverdue(nowMs - agoMs);
    for (const [exchange, untilMs] of this.model) if (untilMs <= nowMs - agoMs) this.model.delete(exchange);
  }

  forgetAll(): void {
    this.awaited.forgetAll();
    this.model.clear();
  }

  rest(): void {
    const fits = this.awaited.fits(rumor);
    expect(fits).toBe(this.model.size <= 4);
    if (fits) this.awaited.save();
  }
}

test('behaves as a map by exchange, however much is awaited, and wherever it is kept', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 150 }), (acts) => {
      const modelled = new Modelled();
      acts.forEach(({ kind, value }, nowMs) => {
        modelled[kind](value, nowMs);
        expect(modelled.awaited.size).toBe(modelled.model.size);
      });
    }),
  );
});

test('of a rumor that is hot no more nothing is read from the row', () => {
  const awaited = new AwaitedFeedback(CounterStore.ofOneNode());
  awaited.add(awaitedOn(7, 100));
  awaited.save();
  expect(awaited.size).toBe(1);
  awaited.read(undefined);
  expect(awaited.size).toBe(0);
});
