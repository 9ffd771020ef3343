import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../../protocol/testing/print-seed.js';
import { EventQueue } from './event-queue.js';

useSeed('event queue', process.env.FAST_CHECK_SEED);

test('events come in order of time, and those of one moment in the order in which they were put in', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 300 }), (times) => {
      const queue = new EventQueue<readonly [number, number]>();
      const events = times.map((atMs, order) => [atMs, order] as const);
      for (const event of events) queue.put(event[0], event);
      const expected = [...events].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      expect(events.map(() => queue.take())).toEqual(expected);
    }),
  );
});

test('events that are put in between takings come in order too, beyond the first capacity', () => {
  const queue = new EventQueue<number>();
  let state = 1;
  let lastMs = 0;
  for (let i = 0; i < 20_000; i++) {
    state = (state * 16_807) % 2_147_483_647;
    const atMs = lastMs + (state % 1_000);
    queue.put(atMs, atMs);
    if (i % 3 !== 0) continue;
    const taken = queue.take()!;
    expect(taken).toBeGreaterThanOrEqual(lastMs);
    lastMs = taken;
  }
  expect(queue.size).toBe(20_000 - 6_667);
});

test('an empty queue has nothing due and gives nothing', () => {
  const queue = new EventQueue<string>();
  expect(queue.nextMs).toBe(Number.POSITIVE_INFINITY);
  queue.put(5, 'a');
  expect([queue.nextMs, queue.take(), queue.take(), queue.size]).toEqual([5, 'a', undefined, 0]);
});
