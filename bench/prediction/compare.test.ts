import { describe, expect, it } from 'vitest';
import type { Metrics } from '../result/result.js';
import { comparePrediction } from './compare.js';
import type { Prediction } from './prediction.js';

const full = (p50: number | '> deadline') => ({ p50, p99: p50, max: p50, count: 3 }) as const;
const predicted: Prediction = {
  schemaVersion: 1,
  infectionCurve: [
    { ms: 0, fraction: 0.1 },
    { ms: 100, fraction: 0.5 },
    { ms: 200, fraction: 1 },
  ],
  fullDisseminationMs: full(110),
};
const measured = (
  points: readonly (readonly [ms: number, fraction: number])[],
  p50: number | '> deadline' = 100,
): Metrics => ({
  infectionCurve: points.map(([ms, fraction]) => ({ ms, fraction, low: fraction, high: fraction })),
  fullDisseminationMs: full(p50),
});

describe('a run beside its prediction', () => {
  it('is as far from it as the curves are where they are farthest', () => {
    const comparison = comparePrediction(
      predicted,
      measured([
        [0, 0.1],
        [150, 0.5],
        [200, 1],
      ]),
    )!;
    // At 150 ms 0.75 were predicted; at 100 ms 0.3667 were measured where 0.5 were predicted.
    expect(comparison.curveError).toBeCloseTo(0.25, 12);
    expect(comparison.fullDisseminationP50Error).toBeCloseTo(0.1, 12);
    expect(comparison.fullDisseminationMs).toEqual({ p50: 110, p99: 110 });
  });

  it('counts what comes after the end of the shorter curve', () => {
    expect(
      comparePrediction(
        predicted,
        measured([
          [0, 0.1],
          [100, 0.5],
          [200, 0.8],
          [900, 1],
        ]),
      )!.curveError,
    ).toBeCloseTo(0.2, 12);
  });

  it('has no relative error beyond the deadline', () => {
    const comparison = comparePrediction(predicted, measured([[0, 0.1]], '> deadline'))!;
    expect(comparison.fullDisseminationP50Error).toBeUndefined();
  });

  it('is none where nothing was measured', () => {
    expect(comparePrediction(predicted, {})).toBeUndefined();
  });
});
