import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../../../protocol/testing/print-seed.js';
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
    const taken = queue.take();
    expect(taken).toBeGreaterThanOrEqual(lastMs);
    lastMs = taken as number;
  }
  expect(queue.size).toBe(20_000 - 6_667);
});

test('events of all distances come in order: of this millisecond, of the next seconds, and of later', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 30_000, noNaN: true }), { maxLength: 200 }), (delays) => {
      const queue = new EventQueue<number>();
      const taken: number[] = [];
      let nowMs = 0;
      for (const delayMs of delays) {
        queue.put(nowMs + delayMs, nowMs + delayMs);
        queue.put(nowMs + delayMs / 1_000, nowMs + delayMs / 1_000);
        nowMs = queue.take() as number;
        taken.push(nowMs);
      }
      while (queue.size > 0) taken.push(queue.take() as number);
      expect(taken).toEqual([...taken].sort((a, b) => a - b));
      expect(taken).toHaveLength(2 * delays.length);
    }),
  );
});

test('timers are among the events, with all they were put in with', () => {
  const queue = new EventQueue<string>();
  queue.put(5, 'before');
  queue.putTimer(5, 999_999, 2_000, 4_000_000_000);
  queue.put(5, 'after');
  expect([queue.take(), queue.take(), queue.take()]).toEqual([
    'before',
    { kind: 'timer', node: 999_999, incarnation: 2_000, token: 4_000_000_000 },
    'after',
  ]);
});

test('an empty queue has nothing due and gives nothing', () => {
  const queue = new EventQueue<string>();
  expect(queue.nextMs).toBe(Number.POSITIVE_INFINITY);
  queue.put(5, 'a');
  expect([queue.nextMs, queue.take(), queue.take(), queue.size]).toEqual([5, 'a', undefined, 0]);
});

test('what happens soon is named beforehand, many at a time: the nodes, and the events that are no timers', () => {
  const nodes: number[] = [];
  const named: string[] = [];
  const queue = new EventQueue<string>({
    nodes: (ids) => nodes.push(...ids),
    event: (event) => named.push(event),
  });
  queue.put(1_000, 'to a node', 7);
  queue.putTimer(1_000, 8, 1, 1);
  queue.put(1_000, 'to nobody');
  for (let node = 100; node < 200; node++) queue.putTimer(1_000, node, 1, 1);
  expect(queue.take()).toBe('to a node');
  expect(named).toEqual(['to a node', 'to nobody']);
  expect(nodes.slice(0, 3)).toEqual([7, 8, 100]);
  expect(nodes.length).toBeLessThan(100);
  while (queue.size > 0) queue.take();
  expect(nodes).toEqual([7, 8, ...Array.from({ length: 100 }, (_, i) => 100 + i)]);
});
