import { describe, expect, it } from 'vitest';
import type { RunEventOf } from '../../journal/journal-event.js';
import { JournalBuilder, updateName } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

/** A steady window of 1 s between two readings of the harness, with an interval of 100 ms (limit of lateness 50 ms). */
const steady = (busyMs: number, writeLatenessMs = 0, timerLatenessSeconds = 0) =>
  new JournalBuilder(2)
    .harness(990, 100, { busyMs: 500, totalMs: 1_000 })
    .phase(1_000, 'steady')
    .write(1_100, 0, 1)
    .clientWrite(1_100, 1_100 + writeLatenessMs, 0, updateName(0, 1), writeLatenessMs)
    .receive(1_150, 1, updateName(0, 1))
    .counters(1_500, 0, { timerLatenessSeconds })
    .harness(1_990, 180, { busyMs: 500 + busyMs, totalMs: 3_000 })
    .phase(2_000, 'drain')
    .phase(3_500, 'down');

const analyzed = (journal: JournalBuilder) => analyze(resolvedSpec(), journal.end(3_600).events);

const fault = (confirmed: boolean, stage: 'applied' | 'healed', tMs: number): RunEventOf<'fault'> => ({
  type: 'fault',
  tMs,
  name: 'links',
  stage,
  asked: { latencyMs: 20 },
  links: 2,
  confirmed,
  reasons: confirmed ? [] : ['n0 → n1 shows no delay'],
  firstMs: tMs - 30,
  lastMs: tMs - 10,
  measured: { probes: 0 },
});

describe('the figures of the harness', () => {
  it('are shares over the steady window', () => {
    // 80 ms CPU in 1,000 ms; 1,000 of 2,000 ms busy.
    expect(analyzed(steady(1_000, 7, 0.012)).harness).toEqual({
      cpuShare: 0.08,
      machineBusyShare: 0.5,
      writeLatenessMs: 7,
      timerLatenessMs: 12,
    });
  });
});

describe('what disturbs a run', () => {
  it.each([
    ['nothing in a quiet one', () => steady(1_000, 50, 0.05), []],
    ['a machine busy at 95 %', () => steady(1_900), ['saturated']],
    ['a late load generator', () => steady(0, 51), ['late']],
    ['late node timers', () => steady(0, 0, 0.051), ['late']],
    [
      'lost journal events',
      () => steady(0).add({ type: 'journalLost', tMs: 3_000, node: 1, lost: 5 }),
      ['journalLost'],
    ],
    [
      'a fault that was not confirmed',
      () => steady(0).add(fault(false, 'applied', 900)),
      ['faultUnconfirmed'],
    ],
    [
      'a membership that was not complete',
      () =>
        steady(0).add({ type: 'note', tMs: 900, code: 'membershipIncomplete', text: 'n0 does not see n1' }),
      ['incomplete'],
    ],
    ['one that was confirmed does not', () => steady(0).add(fault(true, 'applied', 900)), []],
  ])('%s', (_, build, kinds) => {
    expect(analyzed(build()).disturbances.map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each([
    ['failed', 'The run failed in phase steady: The engine went away.'],
    ['interrupted', 'The run was interrupted in phase steady: The engine went away.'],
  ] as const)('a run that %s', (state, text) => {
    const journal = steady(0).end(2_000, state, 'steady', 'The engine went away.\nand a log');
    expect(analyze(resolvedSpec(), journal.events).disturbances).toEqual([{ kind: 'incomplete', text }]);
  });
});

it('of many nodes that lost events the first five are told, and the rest together', () => {
  const journal = steady(0);
  for (let node = 0; node < 9; node += 1) journal.add({ type: 'journalLost', tMs: 900, node, lost: 3 });
  const texts = analyzed(journal).disturbances.map(({ text }) => text);
  expect(texts).toHaveLength(6);
  expect(texts[4]).toBe('Node n4 lost 3 journal events by overflow: deliveries may be missing.');
  expect(texts[5]).toBe('12 or more events of 4 other nodes are not in the journal, either.');
});

describe('faults', () => {
  it('stand with their window, in ms from the first event, and both skews', () => {
    const journal = steady(0)
      .add(fault(true, 'applied', 1_010))
      .add({ ...fault(true, 'healed', 1_910), firstMs: 1_850 });
    expect(analyzed(journal).faults).toEqual([
      {
        name: 'links',
        asked: { latencyMs: 20 },
        measured: { probes: 0 },
        links: 2,
        confirmed: true,
        reasons: [],
        window: { startMs: 1_000, endMs: 1_900 },
        skewMs: 20,
        healSkewMs: 50,
      },
    ]);
  });

  it('that were applied twice take one healing each', () => {
    const twice = [
      fault(true, 'applied', 1_100),
      fault(true, 'healed', 1_200),
      fault(true, 'applied', 1_300),
    ];
    const journal = twice.reduce((building, event) => building.add(event), steady(0));
    expect(analyzed(journal).faults.map(({ window }) => window)).toEqual([
      { startMs: 1_090, endMs: 1_190 },
      { startMs: 1_290 },
    ]);
  });
});
