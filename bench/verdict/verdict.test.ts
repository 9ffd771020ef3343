import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.js';
import type { RunEvent } from '../journal/journal-event.js';
import type { Spec } from '../spec/spec.js';
import { parseThreshold } from '../spec/thresholds.js';
import { JournalBuilder, updateName } from '../testing/journal-builder.js';
import { resolvedSpec } from '../testing/resolved-spec.js';
import type { Expectations } from './threshold-findings.js';
import { judge } from './verdict.js';

/** One update, at n1 after 20 ms and at n2 after 40 ms; equal digests. */
const good = () => base().receive(1_050, 2, updateName(0, 1));
/** The same, but n2 never gets it. */
const lossy = () => base();
const base = () =>
  new JournalBuilder(3).phase(1_000, 'spread').write(1_010, 0, 1).receive(1_030, 1, updateName(0, 1));

function verdictOf(
  journal: JournalBuilder,
  thresholds: string[] = [],
  spec: Spec = resolvedSpec(),
  expectations?: Expectations,
) {
  const views = [0, 1, 2].reduce(
    (building, node) => building.view(3_050, node, 'same'),
    journal.phase(3_000, 'drain'),
  );
  const events = views.phase(3_100, 'down').end(3_200).events;
  return judge(spec, analyze(spec, events), thresholds.map(parseThreshold), expectations);
}

/** A machine that was busy throughout. */
const saturated = (journal: JournalBuilder) =>
  journal.harness(990, 0, { busyMs: 0, totalMs: 0 }).harness(2_900, 10, { busyMs: 990, totalMs: 1_000 });

/** Of the harness, with the date. */
const reading = (tMs: number, dateMs: number): RunEvent => ({
  type: 'harness',
  tMs,
  harnessCpuMs: 0,
  dateMs,
});

/** 1 % busy from here on. */
const quiet = (busyMs: number) => ({ busyMs, totalMs: busyMs === 990 ? 1_000 : 2_000 });

/** Held by n0 and n1 at least, each of which is restarted empty, one after the other. */
const forgotten = () =>
  lossy().node(1_500, 0, 'killed').node(1_600, 0, 'up', 2).node(1_700, 1, 'killed').node(1_800, 1, 'up', 2);

const repairOff = resolvedSpec({ protocol: { repairIntervalMs: 0 } });

describe('a verdict', () => {
  it('passes a good run, and says what was checked', () => {
    const { status, reasons } = verdictOf(good(), ['reach == 1', 'fullDisseminationMs.max < 50ms']);
    expect(status).toBe('pass');
    expect(reasons).toEqual([
      'Every live node holds every update that some node could still pass on.',
      'All live nodes ended with equal views (equal digests).',
      'No node holds an update that no client wrote.',
      'Reach is 1: 2 of 2 expected pairs (update, node) were delivered within 1000 ms.',
      'Threshold reach == 1 was met: reach is 1.',
      'Threshold fullDisseminationMs.max < 50ms was met: fullDisseminationMs.max is 40.',
    ]);
  });

  it.each([
    ['a threshold is missed', good(), ['reach < 0.5'], 'Threshold reach < 0.5 was missed: reach is 1.'],
    ['a live origin’s update is lost', lossy(), [], '1 accepted updates are missing at some live node'],
    ['a view differs', good().view(3_060, 2, 'other'), [], 'unequal digests'],
    ['an update is a phantom', good().receive(1_060, 1, '0.1.5'), [], 'phantom updates'],
    ['a node ended unasked', good().node(2_500, 2, 'crashed'), [], 'Node n2 ended, and no fault caused it.'],
    [
      'an update is still missing after a drain on a quiet machine',
      saturated(lossy()).harness(3_010, 20, quiet(990)).harness(3_090, 30, quiet(1_000)),
      [],
      'are missing at some live node',
    ],
    ['a crashed origin’s update is lost by a live holder', forgotten(), [], '(1 of them accepted by'],
  ])('fails where %s', (_, journal, thresholds, reason) => {
    const { status, reasons } = verdictOf(journal, thresholds);
    expect([status, reasons[0]]).toEqual(['fail', expect.stringContaining(reason)]);
  });

  it.each([
    ['the machine was saturated', saturated(good()), ['reach == 1'], '99.0 % busy'],
    ['a threshold was missed in a saturated run', saturated(good()), ['reach < 1'], '99.0 % busy'],
    [
      'the figure of a threshold was not measured',
      good(),
      ['idle.bytesPerSecondPerNode < 1KB'],
      'did not measure idle.bytesPerSecondPerNode',
    ],
    [
      'a percentile has too few samples',
      good(),
      ['propagationLatencyMs.p99 < 50'],
      'has 2 samples, 100 are needed',
    ],
    [
      'updates are missing in a journal that lost events',
      lossy().add({ type: 'journalLost', tMs: 2_000, node: 2, lost: 9 }),
      [],
      'lost 9 journal events',
    ],
    ['an update is missing in a saturated run', saturated(lossy()), [], '99.0 % busy'],
    [
      'lines of the journal are missing',
      good().add({ type: 'end', tMs: 3_200, state: 'completed', phase: 'down', lines: 99 }),
      [],
      '100 are missing',
    ],
    [
      'the harness did nothing for longer than a lease',
      good().harness(1_000, 0, { busyMs: 0, totalMs: 1 }).harness(13_000, 1, { busyMs: 0, totalMs: 2 }),
      [],
      'The harness did nothing for 12.0 s',
    ],
    [
      'the machine was suspended',
      good().add(reading(1_000, 5_000)).add(reading(2_000, 66_000)),
      [],
      'date moved by 60.0 s',
    ],
    ['a node missed its harness', good().node(2_500, 2, 'abandoned'), [], 'silent for longer than its lease'],
    [
      'most writes were refused',
      good().clientWrite(1_005, 1_010, 0, updateName(0, 1)).clientWrite(1_020, 1_030, 1, undefined),
      [],
      'Only 1 of 2 offered writes were accepted (50.0 %',
    ],
    [
      'nothing was delivered',
      new JournalBuilder(3).phase(1_000, 'spread').write(1_010, 0, 1).node(1_020, 0, 'killed'),
      [],
      'No expected pair',
    ],
    [
      'all nodes are dead in the end',
      [0, 1, 2].reduce((journal, node) => journal.node(2_900, node, 'killed'), good()),
      [],
      'No node was up at the end',
    ],
    ['nothing was written', new JournalBuilder(3).phase(1_000, 'spread'), [], 'No update was measured'],
  ])('is unknown where %s', (_, journal, thresholds, reason) => {
    const { status, reasons } = verdictOf(journal, thresholds);
    expect([status, reasons[0]]).toEqual(['unknown', expect.stringContaining(reason)]);
  });

  it('is unknown of a run that broke off, whatever it had measured', () => {
    const spec = resolvedSpec();
    const analysis = analyze(spec, good().phase(3_000, 'steady').end(3_200, 'interrupted', 'steady').events);
    expect(judge(spec, analysis, []).status).toBe('unknown');
  });

  it('takes a residue without repair for what theory expects, and says so', () => {
    const { status, reasons } = verdictOf(lossy().view(3_060, 2, 'other'), [], repairOff);
    expect(status).toBe('pass');
    expect(reasons.filter((reason) => reason.includes('theory predicts a residue'))).toHaveLength(2);
  });

  it('demands delivery of anti-entropy, with or without background repair', () => {
    const spec = resolvedSpec({ protocol: { mode: 'anti-entropy', repairIntervalMs: 0 } });
    expect(verdictOf(lossy(), [], spec).status).toBe('fail');
  });

  it('blames nobody for updates that died with all who held them', () => {
    const { reasons } = verdictOf(lossy().node(2_500, 0, 'stopped').node(2_600, 1, 'stopped'));
    expect(reasons).toContain(
      '1 updates were held by nobody alive: every node that held them was down at once, and no protocol can bring them back.',
    );
  });
});

describe('a verdict on a scenario', () => {
  const expecting = (expect: string[], expectFail: string[] = []) => ({
    expect: [...expect, ...expectFail].map(parseThreshold),
    expectFail: expectFail.map(parseThreshold),
  });
  const lostNone = 'invariants.lostUpdates.fromLiveOrigin==0';
  const phantomNone = 'invariants.phantomUpdates==0';

  it.each([
    ['passes where every expectation is met', good(), expecting([lostNone, 'reach==1']), 'pass'],
    ['fails where one is missed', good(), expecting(['reach<1']), 'fail'],
    [
      'is unknown where one was not measured',
      good(),
      expecting(['recovery.convergenceAfterHealMs<5s']),
      'unknown',
    ],
    ['passes where exactly what must fail does', lossy(), expecting([phantomNone], [lostNone]), 'pass'],
    ['fails where what must fail does not', good(), expecting([phantomNone], [lostNone]), 'fail'],
    [
      'fails where something else fails too',
      lossy().receive(1_060, 1, '0.1.5'),
      expecting([phantomNone], [lostNone]),
      'fail',
    ],
    [
      'passes with the phantoms it is about',
      good().receive(1_060, 1, '0.1.5'),
      expecting([lostNone], [phantomNone]),
      'pass',
    ],
    [
      'is unknown of a documented failure in a saturated run',
      saturated(lossy()),
      expecting([], [lostNone]),
      'unknown',
    ],
  ])('%s', (_, journal, expectations, status) => {
    expect(verdictOf(journal, [], resolvedSpec(), expectations).status).toBe(status);
  });

  it('says what failed as documented, in the expectation and in the invariants', () => {
    const journal = lossy().view(3_060, 2, 'other');
    const { reasons } = verdictOf(journal, [], resolvedSpec(), expecting([], [lostNone]));
    expect(reasons.filter((reason) => /failed as documented: /i.test(reason))).toEqual([
      'Failed as documented: 1 accepted updates are missing at some live node.',
      'Failed as documented: The views of the live nodes differed at the end of the drain (unequal digests).',
      `Expectation ${lostNone} failed as documented: Expectation ${lostNone} was missed: invariants.lostUpdates.fromLiveOrigin is 1.`,
    ]);
  });

  it('is unknown where a partition leaked', () => {
    const journal = new JournalBuilder(3)
      .phase(1_000, 'fault')
      .partition(1_200, 2_000, [[0, 1], [2]])
      .write(1_300, 0, 1)
      .receive(1_310, 1, updateName(0, 1))
      .receive(1_320, 2, updateName(0, 1));
    const { status, reasons } = verdictOf(journal, [], resolvedSpec({ workload: { updates: 0 } }));
    expect([status, reasons[0]]).toEqual(['unknown', expect.stringContaining('The partition leaked: ')]);
  });

  it('fails where a version of a key went back', () => {
    const journal = good()
      .writeKey(1_100, 0, 2, 'k', 1)
      .writeKey(1_110, 1, 1, 'k', 2)
      .receive(1_120, 2, updateName(1, 1))
      .receive(1_130, 2, updateName(0, 2))
      .receive(1_130, 1, updateName(0, 2))
      .receive(1_130, 0, updateName(1, 1));
    const { status, reasons } = verdictOf(journal);
    // At n1, which had written the newer one itself, and at n2.
    expect([status, reasons[0]]).toEqual(['fail', '2 times an older write replaced a newer one on a node.']);
  });

  it('does not take a node that a fault killed for one that crashed', () => {
    expect(verdictOf(good().node(2_500, 2, 'killed')).status).toBe('pass');
  });
});
