import { describe, expect, it } from 'vitest';
import { metricPaths } from '../result/metric-paths.js';
import type { Metrics } from '../result/result.js';
import { askedThreshold, checkThreshold, parseThreshold, shownFigure } from './thresholds.js';

const parsed = (text: string) => {
  const { path, operator, value } = askedThreshold(text);
  return [path.name, operator, value];
};

describe('a threshold', () => {
  it.each([
    ['fullDisseminationMs.p99<500', 'fullDisseminationMs.p99', '<', 500],
    ['  fullDisseminationMs.p99  <=  1.5 s ', 'fullDisseminationMs.p99', '<=', 1_500],
    ['timeToFractionMs.0.99 < 2m', 'timeToFractionMs.0.99', '<', 120_000],
    ['load.writeLatencyMs.p50<250us', 'load.writeLatencyMs.p50', '<', 0.25],
    ['load.writeLatencyMs.p50<250µs', 'load.writeLatencyMs.p50', '<', 0.25],
    ['reach >= 99.9%', 'reach', '>=', 0.999],
    ['reach==1', 'reach', '==', 1],
    ['residue != 1e-3', 'residue', '!=', 0.001],
    ['idle.bytesPerSecondPerNode < 2KiB', 'idle.bytesPerSecondPerNode', '<', 2_048],
    ['wireBytesPerUpdatePerNode < 1.5KB', 'wireBytesPerUpdatePerNode', '<', 1_500],
    ['resources.memoryMiB.max < 64MiB', 'resources.memoryMiB.max', '<', 64],
    ['resources.memoryMiB.max < 1GiB', 'resources.memoryMiB.max', '<', 1_024],
    ['invariants.lostUpdates.fromLiveOrigin == 0', 'invariants.lostUpdates.fromLiveOrigin', '==', 0],
    ['propagationLatencyMs.count > 100', 'propagationLatencyMs.count', '>', 100],
    ['recovery.convergenceAfterHealMs<5s', 'recovery.convergenceAfterHealMs', '<', 5_000],
    ['recovery.reachDuringFault.withinSides>=99%', 'recovery.reachDuringFault.withinSides', '>=', 0.99],
    ['recovery.staleness.maxAgeMs < 1m', 'recovery.staleness.maxAgeMs', '<', 60_000],
    ['recovery.staleness.maxUpdates < 10', 'recovery.staleness.maxUpdates', '<', 10],
    ['detection.fullDetectionMs.max < 10s', 'detection.fullDetectionMs.max', '<', 10_000],
    ['detection.membershipRecoveryMs < 10s', 'detection.membershipRecoveryMs', '<', 10_000],
    ['invariants.versionRegressions == 0', 'invariants.versionRegressions', '==', 0],
    ['relativeMessageRedundancy < -0.5', 'relativeMessageRedundancy', '<', -0.5],
    ['residue <= 0', 'residue', '<=', 0],
  ])('%s is read', (text, name, operator, value) => expect(parsed(text)).toEqual([name, operator, value]));

  it.each([
    ['fullDiseminationMs.p99<5', 'column 1: unknown figure', 'did you mean fullDisseminationMs.p99?'],
    ['  reech>1', 'column 3:', 'did you mean reach?'],
    ['fullDisseminationMs < 5', 'column 1:', 'is several figures: fullDisseminationMs.p50'],
    ['invariants.equalDigests == 1', 'column 1:', 'unknown figure'],
    ['recovery.unconverged == 1', 'column 1:', 'unknown figure'],
    ['infectionCurve < 1', 'column 1:', 'unknown figure'],
    ['constructor < 1', 'column 1:', 'unknown figure'],
    ['< 5', 'column 1:', 'expected the name of a figure'],
    ['', 'column 1:', 'expected the name of a figure'],
    ['reach', 'column 6:', 'expected one of <= >= == != < >'],
    ['reach = 1', 'column 7:', 'expected one of'],
    ['reach <', 'column 8:', 'expected a number'],
    ['reach < fast', 'column 9:', 'expected a number'],
    ['reach < 5ms', 'column 10:', "unit 'ms': reach takes %"],
    ['fullDisseminationMs.p99 < 5KB', 'column 28:', 'takes ms, s, m, h, us, µs'],
    ['fullDisseminationMs.count > 5ms', 'column 30:', 'takes no unit'],
    ['reach > 1', 'column 9:', 'no run can meet it: reach is a fraction from 0 to 1 (0% to 100%)'],
    [
      'reach >= 100',
      'column 10:',
      'the bound 100 is outside of what is possible: reach is a fraction from 0 to 1',
    ],
    ['reach < 150%', 'column 9:', 'the bound 1.5 is outside of what is possible'],
    ['reach >= 0', 'column 10:', 'every run meets it'],
    ['residue <= 100%', 'column 12:', 'every run meets it'],
    ['residue < 0', 'column 11:', 'no run can meet it: residue is a fraction'],
    ['residue != -1', 'column 12:', 'the bound -1 is outside of what is possible'],
    ['fullDisseminationMs.p99 < -5ms', 'column 27:', 'fullDisseminationMs.p99 is never below 0'],
    ['fullDisseminationMs.p99 < 0', 'column 27:', 'no run can meet it'],
    ['detection.falsePositives >= 0', 'column 29:', 'every run meets it'],
    [
      'fullDisseminationMs.p99 < 1e999',
      'column 27:',
      'expected a number of at most 9007199254740991, got Infinity',
    ],
    ['fullDisseminationMs.p99 < 1e308h', 'column 27:', 'expected a number of at most'],
    ['reach < 5constructor', 'column 10:', "unit 'constructor'"],
  ])('%s is refused with place and reason', (text, place, reason) => {
    const expected = { code: 'USAGE', message: expect.stringContaining(place) };
    expect(() => askedThreshold(text)).toThrow(expect.objectContaining(expected));
    expect(() => askedThreshold(text)).toThrow(reason);
  });

  it('can name every figure of the result', () => {
    expect(metricPaths.size).toBeGreaterThan(35);
    for (const name of metricPaths.keys()) expect(parsed(`${name}<1`)).toEqual([name, '<', 1]);
  });
});

describe('checking a threshold', () => {
  const metrics: Metrics = {
    reach: 0.75,
    fullDisseminationMs: { p50: 80, p99: '> deadline', max: '> deadline', count: 4 },
    recovery: { convergenceAfterHealMs: 'never' },
  };
  it.each([
    ['reach >= 75%', 'pass', 0.75],
    ['reach > 75%', 'fail', 0.75],
    ['fullDisseminationMs.p50 != 80', 'fail', 80],
    ['fullDisseminationMs.p99 < 1000000s', 'fail', '> deadline'],
    ['fullDisseminationMs.p99 > 1000000s', 'pass', '> deadline'],
    ['recovery.convergenceAfterHealMs < 1000000s', 'fail', 'never'],
    ['rounds.last < 10', 'unknown', undefined],
    ['residue == 0', 'unknown', undefined],
  ])('%s is %s', (text, outcome, measured) => {
    expect(checkThreshold(parseThreshold(text), metrics)).toEqual({ outcome, measured });
  });
});

describe('a figure in a sentence', () => {
  it.each([
    ['fullDisseminationMs.p99 < 2s', 1_754.645579, '1754.65'],
    ['reach == 1', 1, '1'],
    ['reach < 0.5', 0.25, '0.25'],
    ['reach == 1', 0.9999999, '0.9999999'],
    ['reach > 0.999', 0.9989999999, '0.9989999999'],
    ['rounds.t50 < 5', 4.99999999, '4.99999999'],
    ['fullDisseminationMs.p99 < 2s', '> deadline', '> deadline'],
  ])('%s, measured %s, is shown as %s', (text, measured, shown) => {
    expect(shownFigure(measured, parseThreshold(text))).toBe(shown);
  });
});
