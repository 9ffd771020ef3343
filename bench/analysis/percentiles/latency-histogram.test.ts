import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramOf, LatencyHistogram } from './latency-histogram.js';

describe('LatencyHistogram', () => {
  it('has no summary without samples', () => {
    expect(histogramOf([]).summary()).toBeUndefined();
  });

  it('holds an hour and a microsecond', () => {
    const histogram = histogramOf([1, 3_600_000_000]);
    expect([histogram.percentile(50), histogram.max]).toEqual([0.001, 3_600_000]);
  });

  it('is the same whether latencies are recorded one by one or sorted, all together', () => {
    const latency = fc.oneof(fc.nat(5_000), fc.nat(100_000_000));
    fc.assert(
      fc.property(fc.array(latency, { maxLength: 200 }), (us) => {
        const together = new LatencyHistogram();
        together.recordSorted(Float64Array.from(us).sort());
        const { mean, ...summary } = histogramOf(us).summary() ?? {};
        expect(together.summary() ?? {}).toEqual(
          mean === undefined ? summary : { ...summary, mean: expect.closeTo(mean, 6) },
        );
      }),
    );
  });

  it('gives the sample of rank ⌈p × count⌉ to 3 digits, and none where that rank is censored', () => {
    const latency = fc.integer({ min: 0, max: 100_000_000 });
    fc.assert(
      fc.property(
        fc.array(latency, { minLength: 1, maxLength: 50 }),
        fc.nat(20),
        fc.integer({ min: 0, max: 1000 }),
        (us, censored, permille) => {
          const sorted = us.toSorted((a, b) => a - b);
          const rank = Math.max(1, Math.ceil((permille * (us.length + censored)) / 1000));
          const percentile = histogramOf(us, censored).percentile(permille / 10);
          if (rank > us.length) expect(percentile).toBe('> deadline');
          else {
            const exactMs = sorted[rank - 1]! / 1000;
            expect(percentile).toBeGreaterThanOrEqual(exactMs);
            expect(percentile).toBeLessThanOrEqual(exactMs * 1.001);
          }
        },
      ),
    );
  });
});
