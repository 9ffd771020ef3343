import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DueQueue } from './due-queue.js';

it('hands out what is due, the earliest first, and of equals the one that came first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(20), (times, nowMs) => {
      const queue = new DueQueue<{ readonly atMs: number; readonly order: number }>();
      const items = times.map((atMs, order) => ({ atMs, order }));
      for (const item of items) queue.push(item.atMs, item);
      const taken = [];
      for (let item = queue.take(nowMs); item; item = queue.take(nowMs)) taken.push(item);
      const due = items.filter(({ atMs }) => atMs <= nowMs);
      expect(taken).toEqual(due.sort((a, b) => a.atMs - b.atMs || a.order - b.order));
      expect(queue.size).toBe(items.length - due.length);
      expect(queue.nextMs === undefined || queue.nextMs > nowMs).toBe(true);
    }),
  );
});
