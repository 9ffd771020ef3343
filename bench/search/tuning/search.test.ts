import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../nodes/protocol/rng.js';
import { rungs, topRung } from './rungs.js';
import { Search } from './search.js';
import { neighboursOf, settingAt, sizeOf } from './space.js';
import { excessOf, verdictOf } from './standing.js';
import { answer, bestPrice, keepsFor, searchIn, spaceOf, syntheticGossip } from './testing/synthetic.js';

const small = spaceOf('fanout=1..6', 'interval=100ms,150ms,200ms,300ms,400ms,500ms,600ms,800ms');
const large = spaceOf('fanout=1..8', 'interval=50ms..2s', 'mode=push,push-pull');
const seeds = Array.from({ length: 20 }, (_, i) => i + 1);

describe('a search', () => {
  it.each([
    ['48 settings', small, 1_000],
    ['48 settings, with a loose promise', small, 2_000],
    ['300 settings', large, 1_000],
    ['300 settings, with a loose promise', large, 2_000],
  ])(
    'finds the best of %s through the noise, over 20 seeds, with a third of the evaluations',
    (_, space, limitMs) => {
      const world = syntheticGossip(space, limitMs, [1, 1.4]);
      const exhaustive = sizeOf(space) * world.scenarios * topRung;
      for (const seed of seeds) {
        const { best, evaluations } = searchIn(world, seed, exhaustive / 3);
        expect(evaluations).toBeLessThan(exhaustive / 3);
        expect(best?.repetitions).toBe(topRung);
        expect(world.price(best!.setting) / bestPrice(world)).toBeLessThanOrEqual(1.05);
        expect(keepsFor(world, best!.setting, 0.5)).toBe(true);
      }
    },
  );

  it('asks and answers the same for the same seed', () => {
    const world = syntheticGossip(large, 1_000, [1, 1.4]);
    const [one, other] = [searchIn(world, 7, 200), searchIn(world, 7, 200)];
    expect(one.search.standings()).toEqual(other.search.standings());
    expect(searchIn(world, 8, 200).search.standings()).not.toEqual(one.search.standings());
  });

  it('says which is closest where nothing keeps the promise', () => {
    const world = syntheticGossip(small, 20, [1]);
    const { best, search } = searchIn(world, 3, 200);
    expect(best).toBeUndefined();
    // The fastest of all is fanout 6 every 100 ms; the noise hardly tells it from 5.
    expect(search.closest()!.setting[0]).toBeGreaterThanOrEqual(4);
    expect(search.closest()!.setting[1]).toBe(0);
    expect(excessOf(search.closest()!)).toBeGreaterThan(0);
  });

  it('has a best so far at every moment after the first that keeps the promise', () => {
    const world = syntheticGossip(large, 1_000, [1, 1.4]);
    for (const budget of [40, 60, 100]) expect(searchIn(world, 2, budget).best).toBeDefined();
  });

  it('tries the neighbours of the best, as they are part of the answer', () => {
    const { best, search } = searchIn(syntheticGossip(small, 1_000, [1, 1.4]), 5, 10_000);
    for (const neighbour of neighboursOf(small, best!.setting))
      expect(search.standing(neighbour)).toBeDefined();
  });

  it('does not run what breaks a promise in one scenario in the others', () => {
    const world = syntheticGossip(small, 300, [1, 1.1, 1.2]);
    const search = new Search({ space: small, shape: { scenarios: 3, exact: [false], costs: 1 }, seed: 1 });
    const rng = createRng(1);
    const begun = search.ask(0);
    for (const trial of begun) search.tell(trial, answer(world, trial, rng));
    const next = search.ask(0);
    const broken = search.standings().filter((one) => verdictOf(one) === 'broken');
    expect(broken.length).toBeGreaterThan(0);
    for (const { setting } of broken) expect(next.map((trial) => trial.setting)).not.toContainEqual(setting);
  });

  it('asks for each trial once, repetition by repetition, and never for more than the top rung', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 100, max: 3_000 }),
        fc.integer({ min: 1, max: 3 }),
        (seed, limitMs, scenarios) => {
          const slower = Array.from({ length: scenarios }, (_, i) => 1 + i / 5);
          const world = syntheticGossip(small, limitMs, slower);
          const search = new Search({ space: small, shape: { scenarios, exact: [false], costs: 1 }, seed });
          const rng = createRng(seed);
          const asked = new Set<string>();
          for (let trials = search.ask(0); trials.length > 0; trials = search.ask(0)) {
            for (const trial of trials) {
              const name = JSON.stringify(trial);
              expect(asked.has(name)).toBe(false);
              asked.add(name);
              expect(trial.repetition).toBeLessThan(topRung);
              search.tell(trial, answer(world, trial, rng));
            }
          }
          for (const { repetitions } of search.standings()) expect([0, ...rungs]).toContain(repetitions);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('finds the front of two costs', () => {
    // The second price is the fanout: cheap in bytes is a low fanout at a short interval, too, so that the trade-off is made by hand.
    const world = syntheticGossip(small, 1_500, [1]);
    const priceOf = (setting: readonly number[]): [number, number] => [
      world.price(setting),
      100 + 40 * (7 - setting[0]!),
    ];
    const search = new Search({ space: small, shape: { scenarios: 1, exact: [false], costs: 2 }, seed: 4 });
    const rng = createRng(4);
    for (let trials = search.ask(0); trials.length > 0; trials = search.ask(0)) {
      for (const trial of trials) {
        const { kept } = answer(world, trial, rng);
        search.tell(trial, { kept, prices: priceOf(trial.setting) });
      }
    }
    const front = search.front().map(({ setting }) => priceOf(setting));
    const kept = Array.from({ length: sizeOf(small) }, (_, i) => settingAt(small, i)).filter((setting) =>
      keepsFor(world, setting, 2.5),
    );
    const undominated = kept
      .map(priceOf)
      .filter(([a, b], _, all) => !all.some(([c, d]) => c <= a && d <= b && (c < a || d < b)));
    // At least three of four points of the true front are on it, or are beaten by what is.
    const reached = undominated.filter(([a, b]) => front.some(([c, d]) => c <= a * 1.01 && d <= b * 1.01));
    expect(reached.length).toBeGreaterThanOrEqual(Math.ceil(0.75 * undominated.length));
    expect(front.length).toBeGreaterThan(1);
  });
});
