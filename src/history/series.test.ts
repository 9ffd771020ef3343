import { expect, it } from 'vitest';
import { historyRecord } from '../store/history/testing/history-record.js';
import { thisMachineId } from './machine-id.js';
import { makeBaseline } from './make-baseline.js';
import { printedSeries, seriesOf } from './series.js';

let runs = 0;
/** Of a run of its own. */
const record = (night: string, value: number | string, change = {}) => {
  runs += 1;
  return historyRecord({
    night,
    time: `2026-11-${night}T00:00:00.000Z`,
    runId: `run${runs}`,
    value,
    ...change,
  });
};

it('a series is one figure of one entry on one machine, with a point a night', () => {
  const series = seriesOf([
    record('01', 10),
    record('01', 12),
    record('02', '> deadline'),
    record('01', 1, { metric: 'reach' }),
    record('01', 99, { machine: 'other' }),
    record('02', 99, { definition: 'other' }),
  ]);
  expect(
    series.map(({ metric, machine, definition, nights }) => [metric, machine, definition, nights.length]),
  ).toEqual([
    ['fullDisseminationMs.p50', '5e6f7a8b', '1a2b3c4d', 2],
    ['reach', '5e6f7a8b', '1a2b3c4d', 1],
    ['fullDisseminationMs.p50', 'other', '1a2b3c4d', 1],
    ['fullDisseminationMs.p50', '5e6f7a8b', 'other', 1],
  ]);
  expect(series[0]!.nights.map(({ values }) => values)).toEqual([[10, 12], [Number.POSITIVE_INFINITY]]);
});

it('is printed with the text of what is beyond the deadline, and with its zeros', () => {
  const [series] = seriesOf([record('01', 0), record('01', 'never'), record('02', 'never')]);
  const { nights } = JSON.parse(JSON.stringify(printedSeries(series!)));
  expect(nights).toMatchObject([{ values: [0, 'never'] }, { values: ['never'] }]);
});

it('takes the same run for one sample, however often the history has it', () => {
  const [series] = seriesOf([
    record('01', 10, { runId: 'one' }),
    record('01', 10, { runId: 'one' }),
    record('02', 10, { runId: 'one' }),
    record('02', 11, { runId: 'two' }),
  ]);
  expect(series!.nights.map(({ values }) => values)).toEqual([[10], [11]]);
});

it('leaves out runs that were disturbed, and a night that has no others', () => {
  const [series] = seriesOf([
    record('01', 10),
    record('01', 99, { status: 'unknown' }),
    record('02', 9, { status: 'unknown' }),
  ]);
  expect(series!.nights).toEqual([expect.objectContaining({ night: '01', values: [10] })]);
});

it('a baseline is of the last nights of its suite here, and of no other machine', () => {
  const machine = thisMachineId();
  const records = ['01', '02', '03'].flatMap((night) => [
    record(night, Number(night), { machine }),
    record(night, 99, { machine: 'other' }),
    record(night, 99, { machine, suite: 'full' }),
  ]);
  expect(makeBaseline(records, { suite: 'quick', nights: 2 })).toMatchObject({
    suite: 'quick',
    machine,
    nights: ['02', '03'],
    series: [{ entry: 'push-pull', metric: 'fullDisseminationMs.p50', values: [2, 3] }],
  });
  expect(() => makeBaseline(records, { suite: 'none', nights: 2 })).toThrow('no undisturbed night');
});

it('a baseline keeps what is beyond the deadline: without it, it would be better than what was measured', () => {
  const machine = thisMachineId();
  const baseline = makeBaseline(
    [record('01', 10, { machine }), record('01', '> deadline', { machine }), record('01', 0, { machine })],
    { suite: 'quick', nights: 5 },
  );
  expect(baseline.series.map(({ values }) => values)).toEqual([[10, '> deadline', 0]]);
});
