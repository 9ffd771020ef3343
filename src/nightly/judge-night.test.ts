import { describe, expect, it } from 'vitest';
import { defaultSensitivity } from '../../bench/comparison/regression/sensitivity.js';
import type { Baseline } from '../store/baselines.js';
import type { HistoryRecord } from '../store/history/record.js';
import { historyRecord } from '../store/history/testing/history-record.js';
import { confirmFigure, improvedFigures, type Judging, suspectFigures } from './judge-night.js';

const judging: Judging = { night: '2', fewest: 3, sensitivity: defaultSensitivity };
const runs = (night: string, level: number, change: Partial<HistoryRecord> = {}): HistoryRecord[] =>
  [0.97, 0.99, 1, 1.01, 1.03].map((factor, run) =>
    historyRecord({ night, commit: `c${night}`, runId: `${night}-${run}`, value: level * factor, ...change }),
  );
const suspects = (records: readonly HistoryRecord[], change: Partial<Judging> = {}) =>
  suspectFigures(records, { ...judging, ...change }).map(({ metric, suspicion }) => [
    metric.path,
    suspicion.rule,
  ]);

describe('the figures of a night', () => {
  it('are suspected where they are worse than the night before', () => {
    expect(suspects([...runs('1', 100), ...runs('2', 200)])).toEqual([['fullDisseminationMs.p50', 'jump']]);
    expect(suspects([...runs('1', 100), ...runs('2', 101)])).toEqual([]);
  });

  it('are not where they are of another machine, definition, or runtime than the night before', () => {
    for (const change of [{ machine: 'x' }, { definition: 'x' }, { runtime: 'docker' as const }]) {
      expect(suspects([...runs('1', 100), ...runs('2', 200, change)])).toEqual([]);
    }
  });

  it('are not judged of fewer than three undisturbed runs, nor in a night that did not measure them', () => {
    const disturbed = runs('2', 200).map((record, i) => ({
      ...record,
      status: i < 3 ? ('unknown' as const) : record.status,
    }));
    expect(suspects([...runs('0', 100), ...runs('1', 100), ...disturbed])).toEqual([]);
    expect(suspects([...runs('0', 100), ...runs('1', 200)])).toEqual([]);
  });

  it('are compared with a baseline of their machine and definition alone', () => {
    const baseline: Baseline = {
      schemaVersion: 1,
      suite: 'quick',
      runtime: 'process',
      machine: '5e6f7a8b',
      environment: { os: '', kernel: '', cpu: '', cores: 2, memoryMiB: 1 },
      setAt: '2026-11-24T00:00:00.000Z',
      nights: ['0'],
      series: [
        {
          entry: 'push-pull',
          definition: '1a2b3c4d',
          metric: 'fullDisseminationMs.p50',
          values: [99, 100, 100, 101, 102],
        },
      ],
    };
    const tonight = runs('2', 200);
    expect(suspects(tonight, { baseline })).toEqual([['fullDisseminationMs.p50', 'baseline']]);
    expect(suspects(tonight, { baseline: { ...baseline, machine: 'x' } })).toEqual([]);
    const [series] = baseline.series;
    expect(
      suspects(tonight, { baseline: { ...baseline, series: [{ ...series!, definition: 'x' }] } }),
    ).toEqual([]);
  });

  it('are suspected where nothing arrives any more, and where it comes beyond the deadline', () => {
    const reach = { metric: 'reach' };
    expect(suspects([...runs('1', 1, reach), ...runs('2', 0, reach)])).toEqual([['reach', 'jump']]);
    const beyond = runs('2', 1, {}).map((record) => ({ ...record, value: '> deadline' }));
    const [figure] = suspectFigures([...runs('1', 100), ...beyond], judging);
    const regression = confirmFigure(figure!, beyond, judging);
    expect(regression).toMatchObject({ before: 100, after: '> deadline', confirmed: true });
    expect(regression).not.toHaveProperty('factor');
  });

  it('are improvements where they are better than before, and nothing is run again for that', () => {
    expect(improvedFigures([...runs('1', 200), ...runs('2', 100)], judging)).toMatchObject([
      { metric: 'fullDisseminationMs.p50', rule: 'jump', factor: 2, before: 200, after: 100 },
    ]);
    expect(improvedFigures([...runs('1', 100), ...runs('2', 200)], judging)).toEqual([]);
    expect(improvedFigures([...runs('1', 200), ...runs('2', 199)], judging)).toEqual([]);
    const never = runs('1', 1, { metric: 'recovery.convergenceAfterHealMs', value: 'never' });
    const healed = runs('2', 0, { metric: 'recovery.convergenceAfterHealMs' });
    const [improvement] = improvedFigures([...never, ...healed], judging);
    expect(improvement).toMatchObject({ before: 'never', after: 0 });
    expect(improvement).not.toHaveProperty('factor');
  });

  it('are regressions where enough undisturbed runs show it again', () => {
    const [figure] = suspectFigures([...runs('1', 100), ...runs('2', 200)], judging);
    const again = (level: number, change: Partial<HistoryRecord> = {}) =>
      confirmFigure(figure!, runs('2', level, { part: 'confirmation', ...change }), judging);
    expect(again(195)).toMatchObject({
      confirmed: true,
      entry: 'push-pull',
      metric: 'fullDisseminationMs.p50',
      before: 100,
      after: 200,
      since: { night: '2', commit: 'c2' },
    });
    expect(again(105).confirmed).toBe(false);
    expect(again(195, { status: 'unknown' }).confirmed).toBe(false);
  });
});
