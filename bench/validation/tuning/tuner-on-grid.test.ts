import { describe, expect, it } from 'vitest';
import { createRng } from '../../../nodes/protocol/rng.js';
import { answer, spaceOf, syntheticGossip } from '../../search/tuning/testing/synthetic.js';
import { reportOf } from '../report.js';
import { type Grid, gridQuestion, gridRepetitions, settingsOf } from './grid.js';
import { type TunedGrid, type Tuner, tuneOnGrid } from './tuner-on-grid.js';

const space = spaceOf('fanout=1..6', 'interval=100ms,150ms,200ms,300ms,400ms,500ms,700ms,1s');
/** So little noise that no setting is in doubt. */
const world = { ...syntheticGossip(space, 1_500, [1]), noise: { excess: 0.01, price: 0.005 } };
const rng = createRng(9);
const grid: Grid = {
  space,
  shape: { scenarios: 1, exact: [false], costs: 1 },
  outcomes: settingsOf(space).map((setting) =>
    Array.from({ length: gridRepetitions }, (_, repetition) =>
      answer(world, { setting, scenario: 0, repetition }, rng),
    ),
  ),
};
const seeds = [1, 2, 3, 4, 5];
const verdicts = (tuner?: Tuner): boolean[] =>
  tuneOnGrid(grid, seeds, tuner).rows.map(({ agrees }) => agrees);
const exitCodeOf = (tuning: TunedGrid): number =>
  reportOf({ tables: [], rounds: [], nights: [], tuning }).exitCode;

it('is a grid of 48 settings', () => {
  expect(settingsOf(gridQuestion.space)).toHaveLength(48);
});

it('agrees where the search finds the best with a third of the evaluations', () => {
  expect(verdicts()).toEqual([true, true, true, true, true]);
  expect(exitCodeOf(tuneOnGrid(grid, seeds))).toBe(0);
});

describe('a broken tuner is found out', () => {
  it.each<[string, Tuner]>([
    ['that takes the first setting which keeps the promise', () => ({ choice: [5, 0], evaluations: 10 })],
    ['that takes the cheapest, whatever it promised', () => ({ choice: [0, 7], evaluations: 10 })],
    ['that finds nothing', () => ({ choice: undefined, evaluations: 10 })],
    [
      'that runs the whole grid',
      (all) => ({
        choice: settingsOf(all.space).find((setting) => setting[0] === 0 && setting[1] === 3),
        evaluations: 384,
      }),
    ],
  ])('%s', (_, tuner) => {
    expect(verdicts(tuner)).toEqual([false, false, false, false, false]);
    expect(exitCodeOf(tuneOnGrid(grid, seeds, tuner))).toBe(1);
  });
});
