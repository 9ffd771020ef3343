import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../nodes/protocol/rng.js';
import { bestSplit, changePoints } from './e-divisive.js';
import type { Night } from './night.js';
import { defaultSensitivity } from './sensitivity.js';
import { improvementOf, isConfirmed, type JudgedSeries, suspect } from './suspect.js';
import { shownWorsening, worseningOf } from './worsening.js';

const settings = () => ({ minSize: 3, level: 0.05, permutations: 399, rng: createRng(1) });
const level = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => value * (1 + 0.01 * Math.sin(7 * i)));

describe('E-divisive', () => {
  it('has its statistic by the formula of the paper, computed pair by pair', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 6, maxLength: 14 }), (values) => {
        const best = bestSplit(values, 3)!;
        const all = Array.from({ length: values.length - 5 }, (_, i) => byFormula(values, i + 3));
        expect(best.statistic).toBeCloseTo(Math.max(...all), 9);
        expect(byFormula(values, best.at)).toBeCloseTo(best.statistic, 9);
      }),
    );
  });

  it('finds one change, and several, at the first value after them', () => {
    expect(changePoints([...level(100, 12), ...level(110, 6)], settings())).toEqual([12]);
    expect(changePoints([...level(100, 10), ...level(120, 10), ...level(90, 10)], settings())).toEqual([
      10, 20,
    ]);
  });

  it('finds none where all values are the same, or too few', () => {
    expect(changePoints(new Array(20).fill(5), settings())).toEqual([]);
    expect(changePoints([1, 1, 9, 9, 9], settings())).toEqual([]);
  });

  it('does not take one odd value for a change', () => {
    expect(changePoints([...level(100, 14), 300, ...level(100, 5)], settings())).toEqual([]);
  });
});

describe('how much worse', () => {
  it.each([
    ['lower', [100], [200], 2],
    ['higher', [100], [50], 2],
    ['lower', [100], [Number.POSITIVE_INFINITY], Number.POSITIVE_INFINITY],
    ['lower', [Number.POSITIVE_INFINITY], [100], 0],
    ['lower', [Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY], 1],
    ['lower', [0], [1], Number.POSITIVE_INFINITY],
    ['lower', [0], [0], 1],
    ['lower', [1], [0], 0],
    ['higher', [1], [0], Number.POSITIVE_INFINITY],
    ['lower', [-1], [1], undefined],
    ['lower', [], [1], undefined],
  ] as const)('of %s is better, from %j to %j is %s', (better, before, after, factor) => {
    expect(worseningOf(better, before, after)).toBe(factor);
  });

  it.each([
    ['from 0 to more', 'lower', [0, 0, 0, 0, 0], level(5, 5)],
    ['from all to nothing', 'higher', level(1, 5), [0, 0, 0, 0, 0]],
    ['to beyond the deadline', 'lower', level(100, 5), new Array(5).fill(Number.POSITIVE_INFINITY)],
    [
      'to beyond the deadline in most runs',
      'lower',
      level(1, 9),
      [2, 2, 2, ...new Array(6).fill(Number.POSITIVE_INFINITY)],
    ],
  ] as const)('%s is shown without a factor', (_, better, before, after) => {
    expect(shownWorsening(better, before, after, { least: 0.2, level: 0.01 })?.value).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(shownWorsening(better, after, before, { least: 0.2, level: 0.01 })).toBeUndefined();
  });

  it('is not shown by what is 0, or beyond the deadline, before and after', () => {
    for (const same of [[0, 0, 0, 0, 0], new Array(5).fill(Number.POSITIVE_INFINITY)]) {
      expect(shownWorsening('lower', same, same, { least: 0.2, level: 1 })).toBeUndefined();
    }
  });

  it('is shown only where the whole interval lies beyond what is asked', () => {
    const asked = { least: 0.2, level: 0.01 };
    expect(shownWorsening('lower', level(100, 5), level(200, 5), asked)?.value).toBeCloseTo(2, 1);
    expect(shownWorsening('lower', level(100, 5), level(119, 5), asked)).toBeUndefined();
    expect(shownWorsening('lower', level(100, 5), [100, 100, 200, 200, 200], asked)).toBeUndefined();
    expect(shownWorsening('lower', level(200, 5), level(100, 5), asked)).toBeUndefined();
  });
});

describe('a suspicion', () => {
  const sense: JudgedSeries['sense'] = { better: 'lower', unit: 'ms' };
  const nights = (...levels: readonly number[]): Night[] =>
    levels.map((value, i) => ({ night: `${i}`, time: `${i}`, commit: `c${i}`, values: level(value, 5) }));
  const stable = new Array<number>(12).fill(100);

  it('is raised in the second night of all where it is twice as slow, and by which rule', () => {
    const suspicion = suspect({ sense, nights: nights(100, 200) }, defaultSensitivity);
    expect(suspicion).toMatchObject({ rule: 'jump', since: { commit: 'c1' } });
    expect(suspicion!.factor).toBeCloseTo(2, 1);
  });

  it('of a small lasting shift names its first night and commit', () => {
    const suspicion = suspect({ sense, nights: nights(...stable, 110, 110, 110) }, defaultSensitivity);
    expect(suspicion).toMatchObject({ rule: 'changePoint', since: { commit: 'c12' } });
    expect(suspicion!.before).toHaveLength(60);
  });

  it.each([
    ['the first night of all', [100]],
    ['a night as the others', stable],
    ['a better night', [...stable, 50]],
    ['a lasting gain', [...stable, 90, 90, 90]],
    ['a shift that is smaller than asked', [...stable, 103, 103, 103]],
    ['a shift of many nights ago', [...stable, ...new Array(9).fill(130)]],
  ])('is not raised by %s', (_, levels) => {
    expect(suspect({ sense, nights: nights(...levels) }, defaultSensitivity)).toBeUndefined();
  });

  it('is raised against a baseline where the nights have got used to it', () => {
    const series = { sense, nights: nights(...new Array(5).fill(150)), baseline: level(100, 10) };
    expect(suspect(series, defaultSensitivity)).toMatchObject({ rule: 'baseline' });
    expect(suspect({ ...series, baseline: level(140, 10) }, defaultSensitivity)).toBeUndefined();
  });

  it('is raised by a level change from 0 to beyond the deadline', () => {
    const series = [...new Array(8).fill(0), ...new Array(4).fill(Number.POSITIVE_INFINITY)];
    const suspicion = suspect({ sense, nights: nights(...series) }, defaultSensitivity);
    expect(suspicion).toMatchObject({ rule: 'changePoint', factor: Number.POSITIVE_INFINITY });
  });

  it.each([
    ['a better night', [...stable, 50], 'jump'],
    ['a lasting gain', [...stable, 90, 90, 90], 'changePoint'],
    ['a night that comes back from beyond the deadline', [Number.POSITIVE_INFINITY, 100], 'jump'],
    ['a night at 0', [100, 0], 'jump'],
  ])('turned round, %s is an improvement', (_, levels, rule) => {
    const series = { sense, nights: nights(...levels) };
    expect(improvementOf(series, defaultSensitivity)).toMatchObject({ rule });
    expect(
      improvementOf({ ...series, sense: { better: 'higher', unit: '' } }, defaultSensitivity),
    ).toBeUndefined();
    expect(
      improvementOf({ ...series, sense: { better: 'neither', unit: '' } }, defaultSensitivity),
    ).toBeUndefined();
  });

  it('no improvement is a night as the others, a worse one, or one better than a baseline alone', () => {
    for (const levels of [stable, [...stable, 200], [100]]) {
      const series = { sense, nights: nights(...levels), baseline: level(300, 10) };
      expect(improvementOf(series, defaultSensitivity)).toBeUndefined();
    }
  });

  it('takes 3 % of a share that should be 1 for much', () => {
    const reach = { better: 'higher', unit: 'fraction' } as const;
    const shares = [1, 0.96].map(
      (value, i): Night => ({ night: `${i}`, time: '', values: new Array(5).fill(value) }),
    );
    expect(suspect({ sense: reach, nights: shares }, defaultSensitivity)).toMatchObject({ rule: 'jump' });
  });

  it('is confirmed by runs that show it, too, and not by others', () => {
    const suspicion = suspect({ sense, nights: nights(100, 200) }, defaultSensitivity)!;
    expect(isConfirmed({ sense }, suspicion, level(195, 5), defaultSensitivity)).toBe(true);
    expect(isConfirmed({ sense }, suspicion, level(102, 5), defaultSensitivity)).toBe(false);
    expect(isConfirmed({ sense }, suspicion, [], defaultSensitivity)).toBe(false);
  });
});

function byFormula(values: readonly number[], at: number): number {
  const [x, y] = [values.slice(0, at), values.slice(at)];
  const mean = (pairs: readonly number[]): number => pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
  const within = (side: readonly number[]): number =>
    mean(side.flatMap((a, i) => side.slice(i + 1).map((b) => Math.abs(a - b))));
  const across = mean(x.flatMap((a) => y.map((b) => Math.abs(a - b))));
  return ((x.length * y.length) / values.length) * (2 * across - within(x) - within(y));
}
