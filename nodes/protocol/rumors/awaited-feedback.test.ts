import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../testing/print-seed.js';
import { type Awaited, AwaitedFeedback } from './awaited-feedback.js';
import { Rumor } from './rumor.js';

useSeed('awaited feedback', process.env.FAST_CHECK_SEED);

const rumorOf = (key: string): Rumor => {
  const version = { origin: 1, incarnation: 1, seq: 1, clock: 1 };
  return new Rumor({ version, key, value: undefined, hops: 0 }, 1);
};
const pushOf = (rumors: readonly Rumor[], untilMs: number): Awaited => ({
  peer: 7,
  rumors,
  role: 'push',
  untilMs,
});

const anyAct = fc.record({
  kind: fc.constantFrom('add', 'add', 'add', 'addPull', 'take', 'take', 'forget', 'clear'),
  value: fc.integer({ min: 1, max: 40 }),
});

test('behaves as a map by exchange, of which what is overdue is left out', () => {
  const rumors = [rumorOf('a')];
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 150 }), (acts) => {
      const awaited = new AwaitedFeedback();
      const model = new Map<number, Awaited>();
      acts.forEach(({ kind, value }, nowMs) => {
        if (kind === 'add' || kind === 'addPull') {
          const untilMs = kind === 'add' ? Number.POSITIVE_INFINITY : nowMs;
          const added: Awaited = { peer: value, rumors, role: 'push', untilMs };
          awaited.add(value, added);
          model.set(value, added);
        } else if (kind === 'take') {
          expect(awaited.take(value)).toBe(model.get(value));
          model.delete(value);
        } else if (kind === 'forget') {
          awaited.forgetOverdue(nowMs - value);
          const overdue = [...model].filter(([, { untilMs }]) => untilMs <= nowMs - value);
          for (const [exchange] of overdue) model.delete(exchange);
        } else {
          awaited.clear();
          model.clear();
        }
        expect(awaited.size).toBe(model.size);
      });
    }),
  );
});

test('of a rumor that is hot no more there is nothing to judge: the wait for it is given up', () => {
  const awaited = new AwaitedFeedback();
  const [lost, rumor] = [rumorOf('a'), rumorOf('b')];
  awaited.add(1, pushOf([lost], Number.POSITIVE_INFINITY));
  awaited.add(2, pushOf([lost, rumor], 100));
  lost.isHot = false;
  awaited.forgetOverdue(0);
  expect([awaited.take(1), awaited.take(2)?.rumors]).toEqual([undefined, [lost, rumor]]);
});

test('whoever answers with something else is not waited for without end', () => {
  const awaited = new AwaitedFeedback();
  const rumors = [rumorOf('a'), rumorOf('b')];
  for (let exchange = 1; exchange <= 40; exchange++) awaited.add(exchange, pushOf(rumors, exchange));
  awaited.forgetOverdue(39);
  expect(awaited.size).toBe(1);
  const few = new AwaitedFeedback();
  for (let exchange = 1; exchange <= 3; exchange++) few.add(exchange, pushOf(rumors, exchange));
  few.forgetOverdue(2);
  expect([few.take(2), few.take(3)?.untilMs]).toEqual([undefined, 3]);
});
