import { describe, expect, it } from 'vitest';
import { localSteps } from './local-steps.js';
import { keyOf, neighboursOf, type Setting } from './space.js';
import type { Standing } from './standing.js';
import { spaceOf } from './testing/synthetic.js';

const space = spaceOf('fanout=1..5', 'interval=100ms,200ms,400ms,800ms');
const none = (): boolean => false;

/** A setting with its price, and how far it misses its promise (0 and below: kept). */
function standing(setting: Setting, price: number, excess: number): Standing {
  const promise = { scenario: 0, promise: 0, measured: [1], settled: excess, variance: 0 };
  return {
    setting,
    repetitions: 1,
    promises: [{ ...promise, excess, low: excess, bound: excess }],
    prices: [{ value: price, low: price, high: price }],
  };
}

describe('steps from the best so far', () => {
  it('are the neighbours of the cheapest that keeps its promises', () => {
    const standings = [standing([4, 0], 100, -1), standing([2, 2], 10, -1), standing([0, 0], 1, 1)];
    const steps = localSteps(space, standings, none, 4).map(keyOf);
    expect(steps).toEqual(neighboursOf(space, [2, 2]).map(keyOf));
  });

  it('start from what misses by least where nothing keeps the promises', () => {
    const standings = [standing([0, 3], 1, 2), standing([4, 0], 9, 0.5), standing([2, 2], 5, 1)];
    expect(localSteps(space, standings, none, 2).map(keyOf)).toEqual(neighboursOf(space, [4, 0]).map(keyOf));
  });

  it('go two steps where every neighbour was tried, and end where those were, too', () => {
    const near = new Set([[2, 2], ...neighboursOf(space, [2, 2])].map(keyOf));
    const standings = [standing([2, 2], 10, -1)];
    const steps = localSteps(space, standings, (setting) => near.has(keyOf(setting)), 50);
    expect(steps.map(keyOf)).toContain('3,1');
    expect(steps.every((setting) => !near.has(keyOf(setting)))).toBe(true);
    expect(localSteps(space, standings, () => true, 4)).toEqual([]);
  });
});
