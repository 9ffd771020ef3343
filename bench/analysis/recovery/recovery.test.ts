import { describe, expect, it } from 'vitest';
import type { RunEventOf } from '../../journal/journal-event.js';
import { JournalBuilder, updateName } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

/** Deadline 1 s. */
const spec = resolvedSpec();
const sides = [
  [0, 1],
  [2, 3],
];
const u = updateName(0, 1);

const finish = (journal: JournalBuilder, digests = ['a', 'a', 'a', 'a']) =>
  digests
    .reduce((built, digest, node) => built.view(9_050, node, digest), journal.phase(9_000, 'drain'))
    .phase(9_100, 'down')
    .end(9_200).events;
const recoveryOf = (journal: JournalBuilder) => analyze(spec, finish(journal)).metrics.recovery;

/** Four nodes; cut in two from 2,000 to 6,000 (last link healed at 6,020: f1), one update of n0 at `t0Ms`. */
const split = (t0Ms = 2_500, changes: Partial<RunEventOf<'fault'>> = {}) =>
  new JournalBuilder(4)
    .phase(1_000, 'fault')
    .partition(2_000, 6_000, sides, changes)
    .write(t0Ms, 0, 1)
    .phase(7_000, 'recovery');
/** The update arrives within the side at once, and beyond it from the heal on: at n2 at 6,005, at n3 at `lastMs`. */
const healed = (lastMs: number) => split().receive(2_600, 1, u).receive(6_005, 2, u).receive(lastMs, 3, u);

describe('reach during the fault', () => {
  it.each([
    // Within: n1; across: n2 and n3.
    ['all within and nothing across', healed(6_200), { withinSides: 1, acrossSides: 0 }],
    ['nothing within', split(), { withinSides: 0, acrossSides: 0 }],
    ['half across, where one leaked', healed(5_000), { withinSides: 1, acrossSides: 0.5 }],
    [
      'a leak of an update that was superseded',
      split().receive(2_600, 1, u).supersede(2_700, 2, 0, 1, 1),
      { withinSides: 1, acrossSides: 0.5 },
    ],
    // After the deadline's second, though the partition still holds.
    ['what comes late within', split().receive(3_600, 1, u), { withinSides: 0, acrossSides: 0 }],
    // Accepted 900 ms before the end, less than the deadline: it had no fair time, but must not cross.
    ['no claim within of an update near the end', split(5_100), { acrossSides: 0 }],
    ['a leak of an update near the end', split(5_100).receive(5_900, 3, u), { acrossSides: 0.5 }],
    // 3,999.8 ms of certainty: half of that is more than the deadline.
    [
      'an update a deadline before the end',
      split(4_990).receive(5_500, 1, u),
      { withinSides: 1, acrossSides: 0 },
    ],
    ['only nodes that are up', split().node(2_200, 1, 'killed'), { acrossSides: 0 }],
  ])('is %s', (_, journal, reach) => expect(recoveryOf(journal)?.reachDuringFault).toEqual(reach));

  it('gives updates half of a short partition', () => {
    // From 2,000 to 2,600: 300 ms are fair. Accepted at 2,100 it counts, at 2,400 it does not.
    const short = (t0Ms: number) =>
      new JournalBuilder(4)
        .phase(1_000, 'fault')
        .partition(2_000, 2_600, sides)
        .write(t0Ms, 0, 1)
        .receive(2_550, 1, u);
    expect(recoveryOf(short(2_100))?.reachDuringFault).toEqual({ withinSides: 1, acrossSides: 0 });
    expect(recoveryOf(short(2_400))?.reachDuringFault).toEqual({ acrossSides: 0 });
  });

  it('adds up the turns of a partition that comes and goes', () => {
    // Turn 1: within 1 of 1, across 0 of 2. Turn 2: n2 writes; within 0 of 1, across 1 of 2.
    const journal = split(2_500, { occurrence: 1 }).receive(2_600, 1, u);
    journal.partition(6_500, 8_900, sides, { occurrence: 2 }).write(6_600, 2, 1);
    journal.receive(6_700, 0, updateName(2, 1));
    expect(recoveryOf(journal)?.reachDuringFault).toEqual({ withinSides: 0.5, acrossSides: 0.25 });
  });

  it('ends when the heal was due, since links are healed before that is acknowledged', () => {
    // Acknowledged at 6,000, due 200 ms before: what n2 has at 5,850 came over the first link that was healed.
    const journal = split().receive(2_600, 1, u).receive(5_850, 2, u);
    const events = finish(journal).map((event) =>
      event.type === 'fault' && event.stage === 'healed' ? { ...event, latenessMs: 200 } : event,
    );
    expect(analyze(spec, events).metrics.recovery?.reachDuringFault?.acrossSides).toBe(0);
    expect(recoveryOf(journal)?.reachDuringFault?.acrossSides).toBe(0.5);
  });

  it.each([
    ['is not confirmed', split(2_500, { confirmed: false })],
    ['separates nobody', split(2_500, { separated: false })],
    ['held when nothing was written', split(1_500)],
  ])('is unknown of a partition that %s', (_, journal) => {
    expect(recoveryOf(journal.receive(2_700, 3, u))).not.toHaveProperty('reachDuringFault');
  });

  it('makes a leaking run’s figures unfit for a claim', () => {
    const { disturbances } = analyze(spec, finish(healed(5_000)));
    expect(disturbances).toEqual([
      {
        kind: 'partitionLeaked',
        text: 'The partition leaked: 50.0 % of the pairs of update and node across its sides were delivered during it.',
      },
    ]);
  });
});

describe('convergence after the heal', () => {
  const of = (journal: JournalBuilder) => recoveryOf(journal)?.convergenceAfterHealMs;
  it.each([
    ['lasts until the last receipt', healed(6_520), 500],
    ['is 0 where all had arrived before the last link was healed', healed(6_010), 0],
    ['asks nothing of updates after the heal', healed(6_120).write(6_500, 1, 1), 100],
    [
      'is never where a node lacks an update at the end',
      split().receive(2_600, 1, u).receive(6_100, 2, u),
      'never',
    ],
    [
      'does not wait for a node that is down at the end',
      split().receive(2_600, 1, u).receive(6_100, 2, u).node(6_200, 3, 'killed'),
      80,
    ],
    [
      'does not wait for an update that died with its origin',
      healed(6_120).write(4_000, 1, 1).node(4_100, 1, 'killed').node(6_000, 1, 'up', 2).receive(6_220, 1, u),
      200,
    ],
    [
      'waits for what a restarted node must be told again',
      healed(6_120).node(6_150, 3, 'stopped').node(6_160, 3, 'up', 2).receive(7_020, 3, u),
      1_000,
    ],
  ])('%s', (_, journal, ms) => expect(of(journal)).toBe(ms));

  it('says what was missing, and where', () => {
    expect(recoveryOf(split().receive(2_600, 1, u))?.unconverged).toBe(
      'At the end, n2, n3 lacked 1 updates from before the heal.',
    );
  });

  it('is never where the digests differ at the end, whatever was received', () => {
    const { metrics } = analyze(spec, finish(healed(6_120), ['a', 'a', 'a', 'b']));
    expect(metrics.recovery).toMatchObject({
      convergenceAfterHealMs: 'never',
      unconverged: 'The views of the live nodes differed at the end (unequal digests).',
    });
  });

  it.each([
    ['the views were not read', finish(healed(6_120), []), 'Not all views were read at the end.'],
    [
      'the run broke off before the heal',
      new JournalBuilder(4)
        .phase(1_000, 'fault')
        .partition(2_000, 6_000, sides)
        .write(2_500, 0, 1)
        .end(4_000, 'interrupted', 'fault')
        .events.filter((event) => event.type !== 'fault' || event.stage === 'applied'),
      'A fault was not healed before the run ended.',
    ],
    [
      'the run broke off after it',
      split().end(6_500, 'interrupted', 'recovery').events,
      'At the end, 3 nodes lacked 1 updates from before the heal.',
    ],
  ])('is unknown where %s', (_, events, unconverged) => {
    const { recovery } = analyze(spec, events).metrics;
    expect(recovery).not.toHaveProperty('convergenceAfterHealMs');
    expect(recovery?.unconverged).toBe(unconverged.replace('3 nodes', 'n1, n2, n3'));
  });

  it('is no figure of a run without faults', () => {
    const { metrics } = analyze(
      spec,
      finish(new JournalBuilder(4).phase(1_000, 'steady').write(2_500, 0, 1)),
    );
    expect(metrics).not.toHaveProperty('recovery');
  });
});

describe('staleness', () => {
  it.each([
    // n3 lacks it longest: from 2,500 to 6,200.
    ['is the most updates that a node lacked, and the greatest age', healed(6_200), 1, 3_700],
    // n2 and n3 lack both from 3,000 on; the second comes at 6,300 and is younger.
    [
      'counts what is lacked at once',
      healed(6_200)
        .write(3_000, 1, 1)
        .receive(3_100, 0, '1.1.1')
        .receive(6_300, 2, '1.1.1')
        .receive(6_300, 3, '1.1.1'),
      2,
      3_700,
    ],
    // n3 is down from 2,400 on, and when it is back at 4,000 it is told at 4,100: n2 lacks it until 6,100.
    [
      'asks nothing of a node while it is down',
      split()
        .receive(2_600, 1, u)
        .receive(6_100, 2, u)
        .node(2_400, 3, 'killed')
        .node(4_000, 3, 'up', 2)
        .receive(4_100, 3, u),
      1,
      3_600,
    ],
    // Restarted at 7,000 it lacks again what it had, until 7,500: the update is 5,000 ms old by then.
    [
      'begins anew with a node that forgot',
      healed(6_200).node(6_900, 3, 'killed').node(7_000, 3, 'up', 2).receive(7_500, 3, u),
      1,
      5_000,
    ],
    // Nothing is lacked from 1,990 (f0) on.
    [
      'leaves out what was made up for before the fault',
      split(1_500).receive(1_600, 1, u).receive(1_600, 2, u).receive(1_700, 3, u),
      0,
      0,
    ],
  ])('%s', (_, journal, maxUpdates, maxAgeMs) => {
    expect(recoveryOf(journal)?.staleness).toEqual({ maxUpdates, maxAgeMs });
  });
});

describe('recovery of propagation', () => {
  /** 50 updates a second of n0 over a cluster of four: 150 pairs a window of 1 s. `latencyMs` of each write's time. */
  function loaded(latencyMs: (t0Ms: number) => number, toMs = 8_000) {
    const journal = new JournalBuilder(4)
      .phase(1_000, 'steady')
      .phase(4_000, 'fault')
      .partition(5_000, 6_000, sides);
    for (let t0Ms = 1_000, seq = 1; t0Ms < toMs; t0Ms += 20, seq += 1) {
      journal.write(t0Ms, 0, seq);
      for (const node of [1, 2, 3]) journal.receive(t0Ms + latencyMs(t0Ms), node, updateName(0, seq));
    }
    return recoveryOf(journal)?.propagationRecoveryMs;
  }

  it.each([
    ['is 0 where writes after the heal spread as before', loaded(() => 50), 0],
    // f1 is 6,020. A window begins every 100 ms; the one from 6,520 on is the first without a slow write.
    ['lasts until they do again', loaded((t0Ms) => (t0Ms > 5_000 && t0Ms < 6_500 ? 900 : 50)), 500],
    ['is never where they did not', loaded((t0Ms) => (t0Ms > 5_000 ? 900 : 50)), 'never'],
    ['is unknown where nothing was written after the heal', loaded(() => 50, 6_000), undefined],
    // Undelivered by the deadline before the fault already: there is no interval to be back in.
    ['is unknown where it was beyond the deadline before', loaded(() => 1_500), undefined],
  ])('%s', (_, measured, ms) => expect(measured).toBe(ms));
});

describe('agreement after a replacement', () => {
  /** n3 is replaced from 2,000 on, and up again at 2,500; before, n0 wrote one update, which n1 and n2 got, and at 2,450 another. */
  const [old, young] = [updateName(0, 1), updateName(0, 2)];
  const replaced = (kind = 'replace') =>
    new JournalBuilder(4)
      .phase(1_000, 'spread')
      .write(1_010, 0, 1)
      .receive(1_050, 1, old)
      .receive(1_060, 2, old)
      .receive(1_070, 3, old)
      .phase(1_900, 'fault')
      .nodeFault(kind, [3], 2_000, 2_500)
      .node(1_990, 3, 'stopped')
      .write(2_450, 0, 2)
      .node(2_500, 3, 'up', 2);
  const agreement = (journal: JournalBuilder) =>
    recoveryOf(journal.phase(7_000, 'recovery'))?.agreementAfterReplaceMs;
  /** All have the younger one; n3 has it, and the older one, at these times. */
  const told = (oldMs: number, youngMs: number) =>
    replaced()
      .receive(2_600, 1, young)
      .receive(2_700, 2, young)
      .receive(youngMs, 3, young)
      .receive(oldMs, 3, old);

  it.each([
    ['until the new node has what was written before', told(3_100, 2_550), 600],
    ['until the others have what was under way', told(2_510, 2_520), 200],
    ['of what was written before only', told(2_800, 2_600).write(2_501, 1, 1), 300],
    [
      'never, where the new node was never told',
      replaced().receive(2_600, 1, young).receive(2_700, 2, young),
      'never',
    ],
    [
      'until a node that lacks something goes down',
      replaced()
        .receive(2_600, 1, young)
        .receive(2_550, 3, young)
        .receive(2_560, 3, old)
        .node(2_900, 2, 'killed')
        .node(3_000, 2, 'up', 2)
        .receive(3_500, 2, old)
        .receive(3_500, 2, young),
      400,
    ],
  ])('is counted %s', (_, journal, ms) => {
    expect(agreement(journal)).toEqual({ p50: ms, max: ms, count: 1 });
  });

  it('is told by its median and its worst, over replacements', () => {
    const twice = told(3_100, 2_550)
      .nodeFault('replace', [2], 4_000, 4_500)
      .node(3_990, 2, 'stopped')
      .node(4_500, 2, 'up', 2)
      .receive(4_600, 2, old)
      .receive(4_600, 2, young);
    expect(agreement(twice)).toEqual({ p50: 100, max: 600, count: 2 });
  });

  it('is absent where nothing was replaced, where nothing came up, and where the run broke off before', () => {
    expect(agreement(replaced('restart'))).toBeUndefined();
    const down = new JournalBuilder(4).phase(1_000, 'spread').write(1_010, 0, 1).phase(1_900, 'fault');
    down.nodeFault('replace', [3], 2_000, 2_500, {}).node(1_990, 3, 'stopped');
    expect(agreement(down)).toBeUndefined();
    const { recovery } = analyze(spec, replaced().end(2_600, 'interrupted').events).metrics;
    expect(recovery).not.toHaveProperty('agreementAfterReplaceMs');
  });
});
