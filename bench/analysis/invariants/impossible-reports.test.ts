import { describe, expect, it } from 'vitest';
import { folded } from '../../testing/folded.js';
import { JournalBuilder, updateName } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { judge } from '../../verdict/verdict.js';
import { analyze } from '../analyze.js';

const spec = resolvedSpec();
const update = updateName(0, 1);

/** An update that a client sent at 1,005; the origin's stamp is 1,010, and the run ends at 3,200. */
const sent = () =>
  new JournalBuilder(3).phase(1_000, 'spread').clientWrite(1_005, 1_012, 0, update).write(1_010, 0, 1);
const ended = (journal: JournalBuilder) => {
  for (const node of [0, 1, 2]) journal.view(3_050, node, 'same');
  return journal.phase(3_000, 'drain').phase(3_100, 'down').end(3_200);
};
const usual = () => sent().receive(1_030, 1, update).receive(1_050, 2, update);

const verdictOf = (journal: JournalBuilder) => judge(spec, analyze(spec, ended(journal).events), []);

describe('receipts and writes that cannot have been', () => {
  it.each([
    [
      'before a client had sent the update',
      sent().receive(1_000, 1, update),
      '1 receipts before a client had sent the update (by up to 5.0 ms, n1)',
    ],
    [
      'after the end of the run',
      usual().receive(9_000, 2, updateName(0, 1)),
      '1 receipts after the end of the run (by up to 5800.0 ms, n2)',
    ],
    [
      'from a node that the cluster does not have',
      sent().receive(1_030, 1, update, 1, 7),
      '1 receipts from a node that is no peer (n1 from n7)',
    ],
    [
      'from the receiver itself',
      sent().receive(1_030, 1, update, 1, 1),
      '1 receipts from a node that is no peer (n1 from n1)',
    ],
    [
      'a write before it was sent',
      sent().clientWrite(1_020, 1_030, 1, updateName(1, 1)).write(960, 1, 1),
      '1 writes taken over before they were sent (by up to 60.0 ms, n1)',
    ],
    [
      'a write after its answer',
      sent().clientWrite(1_020, 1_030, 1, updateName(1, 1)).write(1_090, 1, 1),
      '1 writes taken over after they were answered (by up to 60.0 ms, n1)',
    ],
  ])('fail the run: %s', (_, journal, text) => {
    const { status, reasons } = verdictOf(journal);
    expect([status, reasons]).toEqual([
      'fail',
      expect.arrayContaining([`Nodes report what cannot have been: ${text}.`]),
    ]);
  });

  it('are counted in columns as well', () => {
    const { events } = ended(sent().receive(1_000, 1, update).receive(900, 2, update, 1, 9));
    const { impossibleReports } = analyze(spec, events);
    expect(impossibleReports).toEqual([
      '2 receipts before a client had sent the update (by up to 105.0 ms, n2)',
      '1 receipts from a node that is no peer (n2 from n9)',
    ]);
    expect(analyze(spec, folded(events, 10)).impossibleReports).toEqual(impossibleReports);
  });

  it('are none within the rounding and the uncertainty of the clocks', () => {
    expect(verdictOf(sent().receive(1_004, 1, update).receive(1_050, 2, update)).status).not.toBe('fail');
    expect(verdictOf(usual()).status).toBe('pass');
  });

  it('are none within what clocks of different machines drift apart', () => {
    const journal = sent().receive(1_003.7, 1, update).receive(1_050, 2, update);
    const [run, ...rest] = ended(journal).events;
    const twoClocks = { ...run!, clockOffsetMs: 5_000 } as typeof run & object;
    expect(analyze(spec, [run!, ...rest]).impossibleReports).toHaveLength(1);
    expect(analyze(spec, [twoClocks, ...rest]).impossibleReports).toEqual([]);
  });

  it('are unknown where the clock was set meanwhile, or the journal is not the one of the run', () => {
    const reading = (tMs: number, dateMs: number) =>
      ({ type: 'harness', tMs, harnessCpuMs: 0, dateMs }) as const;
    const jumped = sent().receive(1_000, 1, update).add(reading(1_000, 5_000)).add(reading(2_000, 66_000));
    expect(verdictOf(jumped)).toMatchObject({
      status: 'unknown',
      reasons: expect.arrayContaining([
        expect.stringContaining('The harness or its clock may be the cause.'),
      ]),
    });
    const damaged = ended(sent().receive(1_000, 1, update));
    const seal = { state: 'broken', difference: 'its seal is missing' } as const;
    const analysis = analyze(spec, damaged.events, undefined, { seal, spec: {}, runId: 'test-run' });
    expect(judge(spec, analysis, []).status).toBe('unknown');
  });
});
