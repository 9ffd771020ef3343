import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../testing/print-seed.js';
import { type Awaited, AwaitedFeedback } from './awaited-feedback.js';

useSeed('awaited feedback', process.env.FAST_CHECK_SEED);

const awaitedOn = (exchange: number, untilMs: number): Awaited => ({
  exchange,
  peer: 1,
  rumors: [],
  role: 'push',
  untilMs,
});

const anyAct = fc.oneof(
  fc.record({ add: fc.integer({ min: -30, max: 30 }) }),
  fc.record({ take: fc.integer({ min: -30, max: 30 }) }),
  fc.record({ forgetAfter: fc.nat({ max: 40 }) }),
  fc.constant({ forgetAll: true }),
);

test('behaves as a map by exchange, however much is awaited', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 150 }), (acts) => {
      const awaited = new AwaitedFeedback();
      const model = new Map<number, number>();
      acts.forEach((act, nowMs) => {
        if ('add' in act) {
          awaited.add(awaitedOn(act.add, nowMs));
          model.delete(act.add);
          model.set(act.add, nowMs);
        } else if ('take' in act) {
          expect(awaited.take(act.take)?.untilMs).toBe(model.get(act.take));
          model.delete(act.take);
        } else if ('forgetAfter' in act) {
          awaited.forgetOverdue(nowMs - act.forgetAfter);
          for (const [exchange, untilMs] of model)
            if (untilMs <= nowMs - act.forgetAfter) model.delete(exchange);
        } else {
          awaited.forgetAll();
          model.clear();
        }
        expect(awaited.size).toBe(model.size);
      });
    }),
  );
});
