import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../testing/print-seed.js';
import type { Update } from '../types.js';
import { areSame, differences, type IncarnationSummary, inOrder } from './incarnation-summary.js';
import { View } from './view.js';

useSeed('incarnation summary', process.env.FAST_CHECK_SEED);

/** Few incarnations, so that two lists have some in common. */
const anySummary: fc.Arbitrary<IncarnationSummary> = fc.record({
  origin: fc.nat({ max: 4 }),
  incarnation: fc.integer({ min: 1, max: 2 }),
  prefix: fc.nat({ max: 2 }),
  ranges: fc.constantFrom([], [5, 6], [5, 7], [5, 6, 9, 9]),
});
const anyList = fc.array(anySummary, { maxLength: 8 }).map(inOrder);
const anyListOnce = fc.uniqueArray(anySummary, { maxLength: 8, selector: nameOf }).map(inOrder);

function nameOf({ origin, incarnation }: IncarnationSummary): string {
  return `${origin}.${incarnation}`;
}

test('puts a list in order, and leaves one that is', () => {
  fc.assert(
    fc.property(fc.array(anySummary), (list) => {
      const ordered = [...list].sort((a, b) => a.origin - b.origin || a.incarnation - b.incarnation);
      expect(inOrder(list)).toEqual(ordered);
      expect(inOrder(ordered)).toBe(ordered);
    }),
  );
});

test('finds every incarnation that two lists do not tell the same of, and no other', () => {
  const byName = (list: readonly IncarnationSummary[]) => new Map(list.map((one) => [nameOf(one), one]));
  fc.assert(
    fc.property(anyListOnce, anyListOnce, (a, b) => {
      const [inA, inB] = [byName(a), byName(b)];
      const differing = [...new Set([...inA.keys(), ...inB.keys()])].filter(
        (name) => JSON.stringify(inA.get(name)) !== JSON.stringify(inB.get(name)),
      );
      const found = differences(a, b).map((difference) => {
        const name = nameOf((difference.a ?? difference.b)!);
        expect([difference.a, difference.b]).toEqual([inA.get(name), inB.get(name)]);
        return name;
      });
      expect(found.sort()).toEqual(differing.sort());
      expect(areSame(a, b)).toBe(differing.length === 0);
    }),
  );
});

test('a list that has an incarnation twice, as a stranger may send it, is gone through to its end', () => {
  fc.assert(
    fc.property(anyListOnce, anyList, (listA, listB) => {
      const found = differences(listA, listB);
      for (const { a, b } of found) expect(a).not.toEqual(b);
      const equals = listB.filter((b) => listA.some((a) => areSame([a], [b])));
      expect(found.filter(({ b }) => b !== undefined)).toHaveLength(listB.length - equals.length);
    }),
  );
});

test('a view sums up what it holds, and what was handed out before does not change', () => {
  const anyUpdate: fc.Arbitrary<Update> = fc
    .record({
      origin: fc.nat({ max: 3 }),
      incarnation: fc.integer({ min: 1, max: 2 }),
      seq: fc.integer({ min: 1, max: 6 }),
    })
    .map((id) => ({ version: { ...id, clock: id.seq }, key: JSON.stringify(id), value: undefined, hops: 0 }));
  fc.assert(
    fc.property(fc.array(fc.array(anyUpdate, { maxLength: 5 }), { maxLength: 6 }), (batches) => {
      const view = new View();
      const handedOut: [readonly IncarnationSummary[], IncarnationSummary[]][] = [];
      for (const batch of batches) {
        for (const update of batch) view.merge(update);
        const summaries = view.summaries();
        handedOut.push([summaries, structuredClone([...summaries])]);
        expect(inOrder(summaries)).toBe(summaries);
        expect(areSame(view.logs, summaries)).toBe(true);
        expect(summaries.length).toBe(view.logs.length);
        for (const { origin, incarnation, prefix, ranges } of summaries) {
          const log = view.log(origin, incarnation)!;
          expect([log.prefix, log.ranges]).toEqual([prefix, ranges]);
        }
      }
      for (const [summaries, copy] of handedOut) expect(summaries).toEqual(copy);
    }),
  );
});
