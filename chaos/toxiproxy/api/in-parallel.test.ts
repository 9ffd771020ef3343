import { expect, test } from 'vitest';
import { inParallel } from './in-parallel.js';

test('every item is done once, and never more than the limit at a time', async () => {
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await inParallel(
    Array.from({ length: 50 }, (_, index) => index),
    4,
    async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      done.push(item);
    },
  );
  expect(done.sort((one, other) => one - other)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  expect(most).toBe(4);
});

test('after a failure no item is begun, and the failure comes when all that were begun are over', async () => {
  let begun = 0;
  let over = 0;
  const failure = inParallel([1, 2, 3, 4, 5, 6], 2, async (item) => {
    begun += 1;
    await new Promise(setImmediate);
    over += 1;
    if (item === 1) throw new Error('first');
  });
  await expect(failure).rejects.toThrow('first');
  expect(begun).toBeLessThan(6);
  expect(over).toBe(begun);
});
