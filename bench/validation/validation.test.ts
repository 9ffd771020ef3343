import { describe, expect, test } from 'vitest';
import { type StopRuleBehaviour, stopRules } from '../../nodes/protocol/rumors/stop-rules.js';
import { independentLoss } from '../../nodes/runtime/sim/network/links/independent-loss.js';
import { perfectLinks } from '../../nodes/runtime/sim/network/links/link-model.js';
import { defaultSensitivity } from '../comparison/regression/sensitivity.js';
import { reproduce } from './demers.js';
import { nightsRows } from './nights/nights-rows.js';
import { demersTables, type PublishedTable } from './published.js';
import { reportOf } from './report.js';
import { roundsToInform } from './rounds-to-inform.js';
import { disagreements, type ValidationSetting, validate } from './validation.js';

/** As `npm run validate`, with fewer trials. */
const brief: ValidationSetting = {
  seed: 3,
  driverTrials: 100,
  coreTrials: 20,
  sizes: [{ nodes: 100, driverTrials: 200, coreTrials: 40 }],
  stopRules,
  nights: { seed: 1, runsANight: 5, series: 60, nights: 40, sensitivity: defaultSensitivity },
};

const tableOf = (mode: PublishedTable['mode'], stopRule: PublishedTable['stopRule']): PublishedTable =>
  demersTables.find((table) => table.mode === mode && table.stopRule === stopRule)!;

const withCounter = (rule: StopRuleBehaviour): ValidationSetting => ({
  ...brief,
  stopRules: { ...stopRules, 'feedback-counter': rule },
});

const lossy = { ...brief, links: { ...perfectLinks(100), loss: independentLoss(0.3) } };

test('with the nodes’ own rules every judged figure agrees, and the exit code is 0', () => {
  const validation = validate(brief);
  expect(disagreements(validation)).toEqual([]);
  const { text, exitCode } = reportOf(validation);
  expect(exitCode).toBe(0);
  expect(text.split('\n').at(-1)).toBe('All judged figures agree.');
  expect(validation.tables.map(({ rows }) => rows.length)).toEqual([5, 5, 3]);
});

describe('a broken rule is found out', () => {
  const disagreeing = (table: PublishedTable, setting: ValidationSetting): string[] =>
    disagreements({ tables: [reproduce(table, setting)], rounds: [], nights: [] });

  test('a counter that a useful contact does not reset, with exit code 1', () => {
    const broken: StopRuleBehaviour = {
      ...stopRules['feedback-counter'],
      afterContact: (rumor, k, needed) => {
        if (!needed) rumor.counter += 1;
        return rumor.counter >= k;
      },
    };
    const table = reproduce(tableOf('push', 'feedback-counter'), withCounter(broken));
    const { text, exitCode } = reportOf({ tables: [table], rounds: [], nights: [] });
    expect(exitCode).toBe(1);
    for (const k of [2, 3, 4, 5]) expect(text).toMatch(new RegExp(`k = ${k}: traffic is`));
    // With k = 1 there is nothing to reset.
    expect(text).not.toContain('k = 1: traffic');
  });

  test('a counter that allows one contact more', () => {
    const rule = stopRules['feedback-counter'];
    const broken: StopRuleBehaviour = {
      ...rule,
      afterContact: (rumor, k, needed, rng) => rule.afterContact(rumor, k + 1, needed, rng),
    };
    const table = tableOf('push', 'feedback-counter');
    expect(disagreeing(table, withCounter(broken)).length).toBeGreaterThanOrEqual(table.rows.length);
  });

  test.each([
    ['push', 'blind-coin'],
    ['pull', 'feedback-counter'],
  ] as const)('protocol cores that run %s with %s over links that lose', (mode, stopRule) => {
    expect(disagreeing(tableOf(mode, stopRule), lossy).length).toBeGreaterThan(3);
  });

  test('protocol cores that spread a rumor by a k that is one too high', () => {
    const table = tableOf('pull', 'feedback-counter');
    const shifted = { ...table, rows: table.rows.map((row) => ({ ...row, k: row.k + 1 })) };
    expect(disagreeing(shifted, brief).length).toBeGreaterThanOrEqual(table.rows.length);
  });

  test('rounds that take longer than the formulas allow', () => {
    const verdicts = roundsToInform(lossy).map(({ mode, by, agrees }) => [mode, by, agrees]);
    expect(verdicts).toEqual([
      ['push', 'synchronous driver', true],
      ['push', 'protocol core', false],
      ['pull', 'synchronous driver', true],
      ['pull', 'protocol core', false],
      ['push-pull', 'synchronous driver', true],
    ]);
  });
});

describe('a broken detection of regressions is found out', () => {
  const few = { ...brief.nights, series: 12, nights: 20 };
  const broken = (change: Partial<typeof defaultSensitivity>) =>
    nightsRows({ ...few, sensitivity: { ...defaultSensitivity, ...change } });
  const falseAlarms = (rows: ReturnType<typeof broken>) =>
    rows.filter(({ figure }) => figure === 'false alarms a night');

  test('one that takes every split for a change cries wolf', () => {
    const rows = falseAlarms(broken({ level: 1, leastShift: 0 }));
    expect(rows.map(({ share, agrees }) => share > 0.1 && !agrees)).toEqual([true, true]);
  });

  test('one that calls every jump cries wolf where nights differ', () => {
    expect(falseAlarms(broken({ leastJump: 0 }))[1]).toMatchObject({
      noise: '5 % from night to night, 1 % from run to run',
      agrees: false,
    });
  });

  test('one that asks for 30 % does not find 10 %', () => {
    const rows = broken({ leastShift: 0.3 }).filter(({ figure }) => figure.startsWith('shifts'));
    expect(rows.map(({ share, agrees }) => share < 0.2 && !agrees)).toEqual([true, true]);
    expect(disagreements({ tables: [], rounds: [], nights: rows })).toHaveLength(2);
  });
});

test('the same seed gives the same report', () => {
  const setting = {
    ...brief,
    coreTrials: 2,
    driverTrials: 5,
    nights: { ...brief.nights, series: 2, nights: 12 },
    sizes: [{ nodes: 50, driverTrials: 3, coreTrials: 3 }],
  };
  expect(reportOf(validate(setting)).text).toBe(reportOf(validate(setting)).text);
});
