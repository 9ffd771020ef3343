import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { useSeed } from '../../../protocol/testing/print-seed.js';
import { EntryHeap } from './entry-heap.js';
import { EntryRun } from './entry-run.js';

useSeed('entry run', process.env.FAST_CHECK_SEED);

type Entry = readonly [atMs: number, order: number];

const inOrder = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort((a, b) => a[0] - b[0] || a[1] - b[1]);

/** Sorts entries of these times, put in this order; what is taken from the run, and what the heap got. */
function sorted(times: readonly number[]): { run: Entry[]; heap: Entry[] } {
  const run = new EntryRun();
  const heap = new EntryHeap();
  for (const [order, atMs] of times.entries()) run.put(atMs, order, order, -order);
  run.sort(heap);
  return { run: emptied(run), heap: emptied(heap) };
}

function emptied(from: EntryRun | EntryHeap): Entry[] {
  const taken: Entry[] = [];
  while (from.size > 0) {
    expect([from.first, from.second]).toEqual([from.nextOrder, -from.nextOrder]);
    taken.push([from.nextMs, from.nextOrder]);
    from.drop();
  }
  expect(from.nextMs).toBe(Number.POSITIVE_INFINITY);
  return taken;
}

const entriesOf = (times: readonly number[]): Entry[] => times.map((atMs, order) => [atMs, order]);

describe('whatever the times are, all come in order', () => {
  const anyTime = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 3 }),
    fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }),
    fc.double({ min: 0, max: Number.MIN_VALUE * 4, noNaN: true }),
  );

  test.each([20, 3_000])('up to %i of them', (maxLength) => {
    fc.assert(
      fc.property(fc.array(anyTime, { maxLength, size: 'max' }), (times) => {
        const { run, heap } = sorted(times);
        expect(run.length === 0 || heap.length === 0).toBe(true);
        expect([...run, ...heap]).toEqual(inOrder(entriesOf(times)));
      }),
      { numRuns: 50 },
    );
  });
});

test('those of one moment are in order already, however many they are', () => {
  const times = Array.from({ length: 5_000 }, () => 7);
  expect(sorted(times)).toEqual({ run: entriesOf(times), heap: [] });
});

test('many of about the same time, out of order, beside one far from them, go to the heap', () => {
  const times = [1e6, ...Array.from({ length: 500 }, (_, i) => 1 - i / 1e6)];
  expect(sorted(times)).toEqual({ run: [], heap: inOrder(entriesOf(times)) });
});

test('copies the first of those that are left', () => {
  const run = new EntryRun();
  for (const [order, atMs] of [30, 10, 20, 40].entries()) run.put(atMs, order, order, atMs);
  run.sort(new EntryHeap());
  run.drop();
  const firsts = (room: number): number[] => {
    const copied = new Int32Array(room);
    const seconds = new Float64Array(room);
    const count = run.copyFirst(copied, seconds);
    expect([...seconds].slice(0, count)).toEqual([20, 30, 40].slice(0, count));
    return [...copied].slice(0, count);
  };
  expect(firsts(2)).toEqual([2, 0]);
  expect(firsts(9)).toEqual([2, 0, 3]);
});
