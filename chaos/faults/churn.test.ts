import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../nodes/protocol/rng.js';
import { churnAbsences, churnSchema } from './churn.js';

const range = (count: number) => Array.from({ length: count }, (_, id) => id);

describe('churn', () => {
  it('takes nobody away twice at once, nor more than half, and brings everyone back by the end', () => {
    fc.assert(
      fc.property(
        fc.record({ count: fc.integer({ min: 1, max: 20 }), seed: fc.integer() }),
        fc.record({
          ratePerSecond: fc.double({ min: 0.1, max: 20, noNaN: true }),
          downMs: fc.integer({ min: 1, max: 3_000 }),
        }),
        ({ count, seed }, rates) => {
          const fault = churnSchema.parse({ kind: 'churn', ...rates });
          const absences = churnAbsences(fault, range(count), 5_000, createRng(seed));
          for (const { startMs, endMs } of absences) {
            const away = absences.filter((other) => other.startMs <= startMs && other.endMs > startMs);
            expect(new Set(away.map(({ node }) => node)).size).toBe(away.length);
            expect(2 * away.length).toBeLessThanOrEqual(count);
            expect(endMs).toBeGreaterThan(startMs);
            expect(endMs).toBeLessThanOrEqual(5_000);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('leaves at about the rate that was asked', () => {
    const fault = churnSchema.parse({ kind: 'churn', ratePerSecond: 2, downMs: 100 });
    const leaves = churnAbsences(fault, range(50), 500_000, createRng(3)).length;
    expect(leaves).toBeGreaterThan(900);
    expect(leaves).toBeLessThan(1_100);
  });
});
