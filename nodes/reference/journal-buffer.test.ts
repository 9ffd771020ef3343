import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JournalBuffer, type UnnumberedEvent } from './journal-buffer.js';

const event = (from: number): UnnumberedEvent => ({ type: 'duplicate', tMs: 1, update: '0.1.1', from });

test('a reader gets every event once, in order, page by page', () => {
  const journal = new JournalBuffer(100);
  for (let n = 1; n <= 5; n += 1) journal.append(event(n));
  const first = journal.read(1, 3);
  expect(first.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  const second = journal.read(first.next, 3);
  expect(second.events.map(({ seq }) => seq)).toEqual([4, 5]);
  expect(journal.read(second.next, 3)).toEqual({ events: [], next: 6, lost: 0 });
});

test('a reader whose answer went astray asks again and gets the same', () => {
  const journal = new JournalBuffer(100);
  for (let n = 1; n <= 5; n += 1) journal.append(event(n));
  expect(journal.read(1, 3)).toEqual(journal.read(1, 3));
});

test('a reader of an earlier incarnation gets this one from its start', () => {
  const journal = new JournalBuffer(100);
  journal.append(event(1));
  expect(journal.read(77, 10)).toMatchObject({ events: [{ seq: 1 }], next: 2 });
});

test('whatever is appended and read, what is received, kept and lost add up, without gaps among the kept', () => {
  const action = fc.oneof(
    fc.nat(30).map((append) => ({ append })),
    fc.integer({ min: 1, max: 20 }).map((limit) => ({ limit })),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), fc.integer({ min: 1, max: 25 }), (actions, capacity) => {
      const journal = new JournalBuffer(capacity);
      let appended = 0;
      let next = 1;
      let missed = 0;
      const read = (limit: number) => {
        const page = journal.read(next, limit);
        const seqs = page.events.map(({ seq }) => seq);
        expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
        expect(page.events.length).toBeLessThanOrEqual(Math.min(limit, capacity));
        missed += (seqs[0] ?? next) - next;
        next = page.next;
        return page;
      };
      for (const step of actions) {
        if ('limit' in step) read(step.limit);
        else for (let n = 0; n < step.append; n += 1, appended += 1) journal.append(event(n));
      }
      const last = read(1000);
      expect(next).toBe(appended + 1);
      // What was counted lost was missed, or overwritten after it had been handed out but before that was confirmed.
      expect(last.lost).toBeGreaterThanOrEqual(missed);
    }),
  );
});

test('an overflow loses the oldest and counts them', () => {
  const journal = new JournalBuffer(3);
  for (let n = 1; n <= 10; n += 1) journal.append(event(n));
  expect(journal.read(1, 10)).toMatchObject({
    events: [{ seq: 8 }, { seq: 9 }, { seq: 10 }],
    next: 11,
    lost: 7,
  });
});
