import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../testing/print-seed.js';
import { IntervalSet } from './interval-set.js';
import { intersectRuns, type Runs, subtractRuns } from './runs.js';

useSeed('interval set', process.env.FAST_CHECK_SEED);

const anyRun = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 8 }))
  .map(([lo, width]) => [lo, lo + width] as const);
const anyRuns = fc.array(anyRun, { maxLength: 25 });

const membersOf = (runs: Runs): number[] => {
  const members: number[] = [];
  for (let i = 0; i < runs.length; i += 2) for (let n = runs[i]!; n <= runs[i + 1]!; n++) members.push(n);
  return members;
};
const setOf = (runs: readonly (readonly [number, number])[]): IntervalSet => {
  const set = new IntervalSet();
  for (const [lo, hi] of runs) set.add(lo, hi);
  return set;
};

test('behaves as a plain set of integers', () => {
  fc.assert(
    fc.property(anyRuns, (runs) => {
      const set = setOf(runs);
      const model = new Set(runs.flatMap((run) => membersOf(run)));
      expect(membersOf(set.runs())).toEqual([...model].sort((a, b) => a - b));
      for (let n = 0; n <= 75; n++) expect(set.has(n)).toBe(model.has(n));
    }),
  );
});

test('keeps its runs ascending with a gap between them and above the prefix', () => {
  fc.assert(
    fc.property(anyRuns, (runs) => {
      const set = setOf(runs);
      let held = set.prefix;
      for (let i = 0; i < set.ranges.length; i += 2) {
        expect(set.ranges[i]!).toBeGreaterThan(held + 1);
        held = set.ranges[i + 1]!;
      }
    }),
  );
});

test('an addition tells what was not in before', () => {
  fc.assert(
    fc.property(anyRuns, anyRun, (runs, [lo, hi]) => {
      const set = setOf(runs);
      const expected = membersOf([lo, hi]).filter((n) => !set.has(n));
      expect(membersOf(set.addFresh(lo, hi))).toEqual(expected);
      expect(set.addFresh(lo, hi)).toEqual([]);
    }),
  );
});

test('difference and intersection are those of plain sets', () => {
  fc.assert(
    fc.property(anyRuns, anyRuns, (a, b) => {
      const [left, right] = [setOf(a).runs(), setOf(b).runs()];
      const other = new Set(membersOf(right));
      expect(membersOf(subtractRuns(left, right))).toEqual(membersOf(left).filter((n) => !other.has(n)));
      expect(membersOf(intersectRuns(left, right))).toEqual(membersOf(left).filter((n) => other.has(n)));
    }),
  );
});
