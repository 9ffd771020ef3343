import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runEventSchema } from './journal-event.js';
import { Receipts } from './receipts.js';

const received = fc.record({
  node: fc.nat(1_000_000),
  event: fc.record({
    seq: fc.integer({ min: 1, max: 1_000 }),
    type: fc.constant('receive' as const),
    tMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    update: fc.tuple(fc.nat(9), fc.nat(2)).map(([origin, seq]) => `${origin}.1.${seq + 1}`),
    from: fc.nat(1_000_000),
    hops: fc.integer({ min: 1, max: 60 }),
    via: fc.constantFrom('rumor' as const, 'repair' as const),
  }),
});
type Received = Parameters<Receipts['add']>;

function receiptsOf(events: readonly { node: Received[0]; event: Received[1] }[]): Receipts {
  const receipts = new Receipts();
  for (const { node, event } of events) receipts.add(node, event);
  return receipts;
}

const line = (changes: object): string =>
  JSON.stringify({ type: 'receipts', receipts: { ...receiptsOf([one, one]).toJSON(), ...changes } });
const one = {
  node: 3,
  event: { seq: 1, type: 'receive', tMs: 1.5, update: '0.1.1', from: 2, hops: 4, via: 'rumor' },
} as const;

describe('receipts in columns', () => {
  it('are the events that they were made of, also by way of a journal, and with others after them', () => {
    fc.assert(
      fc.property(fc.array(received, { maxLength: 200 }), fc.array(received), (some, more) => {
        expect([...receiptsOf(some).events()]).toEqual(some);
        const read = runEventSchema.parse(
          JSON.parse(JSON.stringify({ type: 'receipts', receipts: receiptsOf(some) })),
        );
        if (read.type !== 'receipts') throw new Error(read.type);
        for (const { node, event } of more) read.receipts.add(node, event);
        expect([...read.receipts.events()]).toEqual([...some, ...more]);
      }),
    );
  });

  it.each([
    ['fewer numbers than it says', { count: 3 }],
    ['more numbers than it says', { count: 1 }],
    ['an update without a name', { updates: [] }],
    ['an update with two names', { updates: ['0.1.1', '0.1.1'] }],
    ['an update whose name is none', { updates: ['mine'] }],
    ['an update whose number is beyond all numbers', { updates: [`0.1.${'9'.repeat(400)}`] }],
    ['a column that is missing', { hops: undefined }],
  ])('are refused with %s', (_, changes) => {
    expect(runEventSchema.safeParse(JSON.parse(line({}))).success).toBe(true);
    expect(runEventSchema.safeParse(JSON.parse(line(changes))).success).toBe(false);
  });
});
