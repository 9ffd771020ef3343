import { describe, expect, it } from 'vitest';
import { createRng } from '../../../nodes/protocol/rng.js';
import { excessOf } from '../../search/tuning/standing.js';
import { answer, spaceOf, syntheticGossip } from '../../search/tuning/testing/synthetic.js';
import { type Calibration, type Claim, calibrate, freshRuns } from './calibration.js';
import { type Grid, gridRepetitions, settingsOf } from './grid.js';

const limitMs = 1_000;
const world = syntheticGossip(
  spaceOf('fanout=1..6', 'interval=100ms,150ms,200ms,300ms,400ms,500ms,600ms,800ms'),
  limitMs,
  [1],
);

/** Runs of made-up nodes whose p99 spreads by 8 %. */
function grid(): Grid {
  const rng = createRng(1);
  const outcomes = settingsOf(world.space).map((setting) =>
    Array.from({ length: gridRepetitions + freshRuns }, (_, repetition) => {
      const { kept, prices } = answer(world, { setting, scenario: 0, repetition }, rng);
      return { prices, kept: kept.map((one) => one && { ...one, measured: Number(one.measured) * limitMs }) };
    }),
  );
  return { space: world.space, shape: { scenarios: 1, exact: [false], costs: 1 }, outcomes };
}

const calibrated = (claim?: Claim): Calibration => calibrate('made up', grid(), 200, claim);

describe('promises that the tuner calls kept with 95 %', () => {
  it('are kept in at least 93 % of the runs that it has not seen', () => {
    const { claims, share, agrees } = calibrated();
    expect(claims).toBeGreaterThan(150);
    expect(share).toBeGreaterThanOrEqual(0.93);
    expect(agrees).toBe(true);
  });

  it('are found not to be where the cheapest whose mean keeps the promise is taken', () => {
    const reckless: Claim = (search) =>
      search
        .standings()
        .filter((one) => one.prices !== undefined && excessOf(one) <= 0)
        .toSorted((a, b) => a.prices![0]!.value - b.prices![0]!.value)[0];
    const { claims, agrees } = calibrated(reckless);
    expect(claims).toBeGreaterThan(150);
    expect(agrees).toBe(false);
  });
});
