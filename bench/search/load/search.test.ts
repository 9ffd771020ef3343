import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SearchOutcome, type SearchPlan, searchSaturation, type Trial } from './search.js';

const plan: SearchPlan = { fromPerSecond: 100, toPerSecond: 50_000, confirmations: 3 };

/** Plays a search against a cluster; `carries` is told the load and how many trials there were before. */
function play(carries: (trial: Trial, count: number) => boolean, given = plan) {
  const search = searchSaturation(given);
  const trials: Trial[] = [];
  for (let step = search.next(); ; step = search.next(carries(trials.at(-1)!, trials.length))) {
    if (step.done) return { trials, outcome: step.value satisfies SearchOutcome };
    trials.push(step.value);
  }
}

describe('the search for the saturation point', () => {
  it('finds the knee within a tenth, wherever it is, in few runs', () => {
    fc.assert(
      fc.property(fc.double({ min: 2, max: 40_000, noNaN: true }), (knee) => {
        const { trials, outcome } = play(({ ratePerSecond }) => ratePerSecond <= knee);
        expect(outcome).toMatchObject({ isConfirmed: true, isOpen: false });
        expect(outcome.saturationPerSecond).toBeLessThanOrEqual(knee);
        expect(outcome.saturationPerSecond! * 1.12).toBeGreaterThan(knee);
        expect(trials.length).toBeLessThanOrEqual(30);
      }),
    );
  });

  it('is confirmed by as many runs as were asked for', () => {
    const { trials, outcome } = play(({ ratePerSecond }) => ratePerSecond <= 700);
    const confirmations = trials.filter(({ role }) => role === 'confirmation');
    expect(confirmations.map(({ ratePerSecond }) => ratePerSecond)).toEqual(
      Array(3).fill(outcome.saturationPerSecond),
    );
  });

  it('takes one disturbed run for none', () => {
    const disturbed = play(({ ratePerSecond }, count) => count !== 2 && ratePerSecond <= 700);
    const quiet = play(({ ratePerSecond }) => ratePerSecond <= 700);
    expect(disturbed.outcome).toEqual(quiet.outcome);
    expect(disturbed.trials).toHaveLength(quiet.trials.length + 1);
  });

  it('moves down where the knee is not confirmed, and says so where nothing is', () => {
    const lower = play(({ ratePerSecond, role }) => ratePerSecond <= (role === 'search' ? 700 : 600));
    expect(lower.outcome).toMatchObject({ isConfirmed: true });
    expect(lower.outcome.saturationPerSecond).toBeLessThanOrEqual(600);
    const never = play(({ ratePerSecond, role }) => role === 'search' && ratePerSecond <= 700);
    expect(never.outcome).toMatchObject({ isConfirmed: false });
  });

  it('ends at its upper limit, and says that the saturation point is beyond', () => {
    const { outcome } = play(() => true, { ...plan, toPerSecond: 1_000 });
    expect(outcome).toEqual({ saturationPerSecond: 1_000, isConfirmed: true, isOpen: true });
  });

  it('finds nothing where nothing is carried', () => {
    expect(play(() => false).outcome).toEqual({
      saturationPerSecond: undefined,
      isConfirmed: false,
      isOpen: false,
    });
  });
});
