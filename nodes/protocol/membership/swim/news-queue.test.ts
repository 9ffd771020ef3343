import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../../testing/print-seed.js';
import { statementLength } from '../../wire/element-length.js';
import type { MemberStatement } from '../../wire/messages.js';
import { NewsQueue } from './news-queue.js';

useSeed('news queue', process.env.FAST_CHECK_SEED);

const of = (id: number, refutations = 0): MemberStatement => ({
  id,
  incarnation: 1,
  refutations,
  status: 'alive',
  reporter: id,
});
const bytesEach = statementLength(of(1));
const take = (queue: NewsQueue, count: number, limit = 3): number[] =>
  queue.take(count * bytesEach, limit).map(({ id }) => id);

test('what was sent least goes first, older before newer, and each as often as the limit says', () => {
  const queue = new NewsQueue();
  for (const id of [1, 2, 3]) queue.add(of(id));
  expect(take(queue, 2)).toEqual([1, 2]);
  queue.add(of(4));
  expect(take(queue, 3)).toEqual([3, 4, 1]);
  expect(take(queue, 9)).toEqual([2, 3, 4, 1]);
  expect(take(queue, 9)).toEqual([2, 3, 4]);
  expect(take(queue, 9)).toEqual([]);
  expect(queue.size).toBe(0);
});

test('later news of a member takes the place of the earlier, and is as new', () => {
  const queue = new NewsQueue();
  queue.add(of(1));
  queue.add(of(2));
  expect(take(queue, 9)).toEqual([1, 2]);
  queue.add(of(2, 1));
  expect(queue.take(1_000, 3)).toEqual([of(2, 1), of(1)]);
  expect(queue.size).toBe(2);
});

test('where the limit falls, what was sent often enough is dropped', () => {
  const queue = new NewsQueue();
  queue.add(of(1));
  take(queue, 9, 8);
  take(queue, 9, 8);
  queue.add(of(2));
  expect(take(queue, 9, 2)).toEqual([2]);
  expect(queue.size).toBe(1);
});

test('never more bytes than asked for, nobody twice in a message, all in the end', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { maxLength: 12 }), sizes, (ids, budgets) => {
      const queue = new NewsQueue();
      for (const id of ids) queue.add(of(id));
      const sent = new Map<number, number>();
      const note = (statements: readonly MemberStatement[]): void => {
        expect(new Set(statements.map(({ id }) => id)).size).toBe(statements.length);
        for (const { id } of statements) sent.set(id, (sent.get(id) ?? 0) + 1);
      };
      for (const budget of budgets) {
        const statements = queue.take(budget, 3);
        expect(statements.reduce((bytes, each) => bytes + statementLength(each), 0)).toBeLessThanOrEqual(
          budget,
        );
        note(statements);
      }
      while (queue.size > 0) note(queue.take(100, 3));
      for (const id of ids) expect(sent.get(id)).toBe(3);
    }),
  );
});
