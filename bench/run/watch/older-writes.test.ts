import { expect, it } from 'vitest';
import { DeliveryTracker } from './delivery-tracker.js';
import { OlderWrites } from './older-writes.js';

it('a newer write stands for the older ones to its key, each of them once', () => {
  const writes = new OlderWrites();
  for (const [update, key] of [
    ['0.1.1', 'k'],
    ['1.1.1', 'k'],
    ['0.1.2', 'other'],
    ['2.1.1', 'k'],
  ] as const) {
    writes.written(update, key);
  }
  expect(writes.heldWith('1.1.1', 5)).toEqual(['0.1.1']);
  // It has that one itself.
  expect(writes.heldWith('2.1.1', 5)).toEqual([]);
  expect(writes.heldWith('0.1.1', 5)).toEqual([]);
  expect(writes.heldWith('0.1.2', 5)).toEqual([]);
  writes.forgets(5);
  expect(writes.heldWith('2.1.1', 5)).toEqual(['0.1.1', '1.1.1']);
});

it('so that nobody waits for them', () => {
  const tracker = new DeliveryTracker(2, true);
  const write = (seq: number) =>
    ({ type: 'write', seq, tMs: seq, update: `0.1.${seq}`, key: 'k', bytes: 1 }) as const;
  tracker.observe(0, write(1));
  tracker.observe(0, write(2));
  tracker.observe(1, { type: 'receive', seq: 1, tMs: 3, update: '0.1.2', via: 'rumor' });
  expect([tracker.complete, tracker.held, tracker.expected]).toEqual([true, 2, 2]);
});
