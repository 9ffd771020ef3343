import { describe, expect, it } from 'vitest';
import { createRng } from '../../nodes/protocol/rng.js';
import type { RunContext } from '../result/result.js';
import { compareFigure, differenceWord } from './compare-figure.js';
import { compareFigures, type FigurePair } from './compare-figures.js';
import { meanCurve } from './curves/mean-curve.js';
import { environmentDifferences, settingDifferences } from './environment.js';

const around = (middle: number): number[] => [0.97, 0.99, 1, 1.01, 1.03].map((factor) => middle * factor);
const time = { better: 'lower', unit: 'ms' } as const;
const pair = (path: string, base: FigurePair['base'], subject: FigurePair['subject']): FigurePair => ({
  path,
  ...time,
  base,
  subject,
});

describe('a figure of two sets of runs', () => {
  it('has the ratio of its medians with an interval, the second over the first', () => {
    const { effect } = compareFigure(around(200), around(400));
    expect(effect).toMatchObject({ kind: 'ratio', value: 2 });
    expect(effect!.low).toBeGreaterThan(1.8);
    expect(effect!.high).toBeLessThan(2.2);
  });

  it('has a difference where a ratio would divide by nothing', () => {
    expect(compareFigure([0, 0, 0, 0, 0], [3, 3, 3, 3, 3]).effect).toEqual({
      kind: 'difference',
      value: 3,
      low: 3,
      high: 3,
    });
  });

  it('has no effect, but a rank test, where a median is beyond the deadline', () => {
    const beyond = new Array(5).fill('> deadline');
    expect(compareFigure(around(200), beyond)).toEqual({
      rank: { u: 0, p: 2 / 252, method: 'exact' },
    });
  });

  it('has no interval where a resample could have both medians beyond the deadline', () => {
    const often = [...around(100).slice(2), '> deadline', '> deadline'];
    expect(compareFigure(often, often).effect).toBeUndefined();
  });

  it('has neither where a side did not measure it', () => {
    expect(compareFigure([], [1, 2])).toEqual({});
  });

  it.each([
    [{ better: 'lower', unit: 'ms' }, 'slower', 'faster'],
    [{ better: 'lower', unit: 'bytes' }, 'worse', 'better'],
    [{ better: 'higher', unit: 'fraction' }, 'better', 'worse'],
    [{ better: 'neither', unit: 'updates/s' }, 'higher', 'lower'],
  ] as const)('of %j is called %s when it goes up and %s when it goes down', (sense, up, down) => {
    expect([differenceWord(sense, true), differenceWord(sense, false)]).toEqual([up, down]);
  });
});

describe('many figures', () => {
  it('are told apart by direction', () => {
    const verdicts = compareFigures([
      pair('a', around(200), around(400)),
      pair('b', around(400), around(200)),
      pair('c', around(200), around(200)),
      pair('d', around(200), new Array(5).fill('never')),
    ]).map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['slower', 'faster', 'no difference shown', 'slower']);
  });

  it('are not compared where one side did not measure them, nor beyond different deadlines', () => {
    const beyond = new Array(5).fill('> deadline');
    const verdicts = compareFigures([
      pair('absent', around(200), []),
      { ...pair('censored', around(5_000), beyond), deadlinesDiffer: true },
      { ...pair('numbers', around(200), around(400)), deadlinesDiffer: true },
      pair('zero', [0, 0, 0, 0, 0], around(5)),
      pair('equal zeros', [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]),
    ]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      'not comparable',
      'not comparable',
      'slower',
      'slower',
      'no difference shown',
    ]);
    expect(verdicts[1]).toEqual({ path: 'censored', verdict: 'not comparable' });
  });

  it('of fewer than five runs a side show nothing', () => {
    const [few] = compareFigures([pair('a', around(200), around(400).slice(1))]);
    expect(few).toMatchObject({ verdict: 'too few runs', effect: { kind: 'ratio' } });
  });

  it('do not count as tests where no run differs', () => {
    const constant = Array.from({ length: 40 }, (_, i) => pair(`${i}`, [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]));
    const compared = compareFigures([...constant, pair('a', around(200), around(400))]);
    expect(compared.at(-1)).toMatchObject({ verdict: 'slower' });
    expect(compared[0]).toMatchObject({ verdict: 'no difference shown', adjustedP: 1 });
  });

  it('of equal sets show any difference in at most one comparison of twenty', () => {
    const rng = createRng(11);
    const draw = () => Array.from({ length: 5 }, () => 100 * (1 + 0.1 * (rng.float() - 0.5)));
    const comparisons = Array.from({ length: 100 }, () =>
      compareFigures(Array.from({ length: 12 }, (_, i) => pair(`${i}`, draw(), draw()))),
    );
    const crying = comparisons.filter((one) =>
      one.some(({ verdict }) => verdict !== 'no difference shown'),
    ).length;
    expect(crying / comparisons.length).toBeLessThanOrEqual(0.05);
  });
});

describe('surroundings', () => {
  const context = (change: Partial<RunContext>): RunContext => ({
    versions: { node: '20.20.2' },
    machine: { os: 'Linux x64', kernel: '6.1', cpu: 'EPYC', cores: 2, memoryMiB: 24_000 },
    seed: 1,
    runtime: 'process',
    runtimeReason: '',
    startedAt: '2026-11-24T19:46:30.500Z',
    durationMs: 1,
    loadAverage: { before: 0 },
    clockOffsetMs: 0,
    clockUncertaintyMs: 0,
    ...change,
  });

  it('are told apart by what differs, with the values of each side', () => {
    const other = context({ runtime: 'docker', versions: { node: '22.1.0', engine: '20.10' } });
    expect(environmentDifferences([context({}), context({ seed: 2 })], [other])).toEqual([
      { name: 'runtime', base: ['process'], subject: ['docker'] },
      { name: 'node', base: ['20.20.2'], subject: ['22.1.0'] },
      { name: 'engine', base: ['none'], subject: ['20.10'] },
    ]);
    expect(environmentDifferences([context({})], [context({ durationMs: 9 })])).toEqual([]);
  });

  it('of the spec are those of its fields, not of seeds and names', () => {
    const spec = (intervalMs: number, seed: number) => ({ seed, protocol: { mode: 'push', intervalMs } });
    expect(settingDifferences([spec(200, 1), spec(200, 2)], [spec(400, 3)])).toEqual([
      { name: 'protocol.intervalMs', base: ['200'], subject: ['400'] },
    ]);
  });
});

describe('the mean of curves', () => {
  it('is at each time the mean of what they are there', () => {
    const mean = meanCurve([
      [
        { ms: 0, fraction: 0 },
        { ms: 100, fraction: 1 },
      ],
      [
        { ms: 0, fraction: 0 },
        { ms: 200, fraction: 1 },
      ],
    ]);
    const at = (ms: number) => mean.find((point) => point.ms === ms)?.fraction;
    expect([at(0), at(100), at(200)]).toEqual([0, 0.75, 1]);
    expect(meanCurve([[], []])).toEqual([]);
  });
});
