import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../testing/print-seed.js';
import type { Update } from '../types.js';
import {
  differences,
  inOrder,
  type LifeSummary,
  mergeInto,
  type SummaryVector,
  summariesOf,
  summaryAt,
  vectorOf,
} from './summary-vector.js';
import { View } from './view.js';

useSeed('summary vector', process.env.FAST_CHECK_SEED);

/** Few lives, so that two vectors have some in common. */
const anyLife: fc.Arbitrary<LifeSummary> = fc.record({
  origin: fc.nat({ max: 4 }),
  incarnation: fc.integer({ min: 1, max: 2 }),
  prefix: fc.nat({ max: 2 }),
  ranges: fc.constantFrom([], [5, 6], [5, 7], [5, 6, 9, 9]),
});
const anyVector = fc.array(anyLife, { maxLength: 8 }).map((lives) => inOrder(vectorOf(lives)));
const anyVectorOnce = fc
  .uniqueArray(anyLife, { maxLength: 8, selector: nameOf })
  .map((lives) => inOrder(vectorOf(lives)));

function nameOf({ origin, incarnation }: LifeSummary): string {
  return `${origin}.${incarnation}`;
}

test('a vector keeps what it is made of, and puts it in order', () => {
  fc.assert(
    fc.property(fc.array(anyLife), (lives) => {
      expect(summariesOf(vectorOf(lives))).toEqual(lives);
      const ordered = [...lives].sort((a, b) => a.origin - b.origin || a.incarnation - b.incarnation);
      expect(summariesOf(inOrder(vectorOf(lives)))).toEqual(ordered);
    }),
  );
});

test('takes lives in, in place of what it told of them', () => {
  fc.assert(
    fc.property(anyVectorOnce, anyVectorOnce, (before, changes) => {
      const plain = new Map(
        [...summariesOf(before), ...summariesOf(changes)].map((life) => [nameOf(life), life]),
      );
      const vector = [...before];
      mergeInto(vector, changes);
      expect(vector).toEqual(inOrder(vectorOf(plain.values())));
    }),
  );
});

test('finds every life that two vectors do not tell the same of, and no other', () => {
  const byName = (vector: SummaryVector) => new Map(summariesOf(vector).map((life) => [nameOf(life), life]));
  fc.assert(
    fc.property(anyVectorOnce, anyVectorOnce, (a, b) => {
      const [inA, inB] = [byName(a), byName(b)];
      const differing = [...new Set([...inA.keys(), ...inB.keys()])].filter(
        (name) => JSON.stringify(inA.get(name)) !== JSON.stringify(inB.get(name)),
      );
      const found = differences(a, b).map((difference) => {
        const first = difference.inA < 0 ? undefined : summaryAt(a, difference.inA);
        const second = difference.inB < 0 ? undefined : summaryAt(b, difference.inB);
        const name = nameOf(first ?? second!);
        expect([first, second]).toEqual([inA.get(name), inB.get(name)]);
        return name;
      });
      expect(found.sort()).toEqual(differing.sort());
    }),
  );
});

test('a vector that has a life twice, as a stranger may send it, is gone through to its end', () => {
  fc.assert(
    fc.property(anyVectorOnce, anyVector, (a, b) => {
      for (const { inA, inB } of differences(a, b)) {
        expect(inA >= 0 ? summaryAt(a, inA) : undefined).not.toEqual(
          inB >= 0 ? summaryAt(b, inB) : undefined,
        );
      }
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
      const handedOut: [SummaryVector, number[]][] = [];
      for (const batch of batches) {
        for (const update of batch) view.merge(update);
        const summary = view.summary();
        const kept = view.summaryToKeep();
        expect(kept).toEqual(summary);
        handedOut.push([kept, [...kept]]);
        expect(inOrder(summary)).toBe(summary);
        const lives = summariesOf(summary);
        expect(lives.length).toBe(view.lifeCount);
        for (const { origin, incarnation, prefix, ranges } of lives) {
          const life = view.life(origin, incarnation)!;
          expect([life.prefix, life.ranges]).toEqual([prefix, ranges]);
        }
      }
      for (const [summary, copy] of handedOut) expect(summary).toEqual(copy);
    }),
  );
});
