import { describe, expect, it } from 'vitest';
import { judgeLoad } from './judge-load.js';
import type { LoadPoint } from './load-point.js';
import type { Overload } from './load-result.js';

const point = (askedPerSecond: number, changes: Partial<LoadPoint> = {}): LoadPoint => ({
  role: 'search',
  runId: `r${askedPerSecond}`,
  askedPerSecond,
  offeredPerSecond: askedPerSecond,
  acceptedPerSecond: askedPerSecond,
  deliveredPerSecond: askedPerSecond,
  pushedBackPerSecond: 0,
  fullDisseminationMs: { p50: 100, p99: 200 },
  writeLatencyMs: { p50: 1, p99: 2 },
  dueToEverywhereMs: { p50: 102, p99: 205 },
  generatorLatenessMs: 1,
  backlog: { peakUpdates: 9, drainMs: 80 },
  carried: true,
  ...changes,
});
const beyond = (changes: Partial<LoadPoint> = {}) =>
  point(800, { carried: false, why: 'Too slow.', ...changes });
const knee = (changes: Partial<LoadPoint> = {}) => point(400, { role: 'confirmation', ...changes });
const overload = (changes: Partial<Overload> = {}): Overload => ({
  ...point(1_200, { role: 'overload', acceptedPerSecond: 700, pushedBackPerSecond: 500 }),
  factor: 3,
  lostUpdates: 0,
  ...changes,
});

const found = { saturationPerSecond: 400, isConfirmed: true, isOpen: false };
const judge = (changes: Partial<Parameters<typeof judgeLoad>[0]>) =>
  judgeLoad({
    outcome: found,
    points: [knee(), beyond()],
    overload: overload(),
    latenessLimitMs: 50,
    ...changes,
  });

describe('the verdict of a search', () => {
  it('is pass where the knee was confirmed and the overload lost nothing', () => {
    expect(judge({})).toEqual({
      status: 'pass',
      reasons: [
        '1 confirmation run carried 400 updates/s.',
        'Of an overload of 1200/s (3 times the saturation point), 700/s were accepted and all delivered by the end of the drain, 500/s pushed back.',
      ],
    });
  });

  it.each([
    [
      'the generator was late at the saturation point',
      { points: [knee({ generatorLatenessMs: 51 }), beyond()] },
      'at the saturation point',
    ],
    [
      'the generator was late at the next load',
      { points: [knee(), beyond({ generatorLatenessMs: 51 })] },
      'at the next load of 800/s: the cluster may carry more than was found.',
    ],
    ['the knee was not confirmed', { outcome: { ...found, isConfirmed: false } }, 'was not confirmed'],
    ['the search was cut off', { outcome: { ...found, isOpen: true } }, 'upper limit of 400/s'],
    [
      'nothing was carried',
      { outcome: { saturationPerSecond: undefined, isConfirmed: false, isOpen: false }, overload: undefined },
      'The cluster did not carry even the smallest load.',
    ],
  ] as const)('is unknown where %s', (_, changes, reason) => {
    const { status, reasons } = judge(changes as Partial<Parameters<typeof judgeLoad>[0]>);
    expect(status).toBe('unknown');
    expect(reasons[0]).toContain(reason);
  });

  it.each([
    ['an accepted update was lost', overload({ lostUpdates: 2 }), '2 accepted updates were lost'],
    [
      'the run broke off',
      { ...overload({ why: 'Node n1 ended.' }), lostUpdates: undefined },
      'Node n1 ended.',
    ],
  ])('is fail where under overload %s', (_, given, reason) => {
    const { status, reasons } = judge({ overload: given as Overload });
    expect(status).toBe('fail');
    expect(reasons[0]).toContain(reason);
  });
});
