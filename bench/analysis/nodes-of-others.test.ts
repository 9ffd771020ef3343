import { describe, expect, it } from 'vitest';
import type { NodeDescription } from '../../nodes/contract/capabilities.js';
import { parseThreshold } from '../spec/thresholds.js';
import { JournalBuilder, updateName } from '../testing/journal-builder.js';
import { resolvedSpec } from '../testing/resolved-spec.js';
import { invariantFindings } from '../verdict/invariant-findings.js';
import { judge } from '../verdict/verdict.js';
import { analyze } from './analyze.js';

const spec = resolvedSpec({ cluster: { nodes: 3 }, node: { use: 'theirs@1', parameters: {} } });

const description: NodeDescription = {
  implementation: 'theirs',
  version: '1',
  capabilities: [],
  traits: {},
  clockUncertaintyMs: 0,
};

/** Three nodes that say this of themselves, in a run with these events. */
function runOf(said: Partial<NodeDescription>, events: (journal: JournalBuilder) => JournalBuilder) {
  const journal = new JournalBuilder(3);
  for (const node of [0, 1, 2]) {
    journal.add({
      type: 'implementation',
      tMs: 1_000,
      node,
      incarnation: 1,
      description: { ...description, ...said },
    });
  }
  const whole = events(journal.phase(1_000, 'spread'))
    .phase(3_000, 'drain')
    .phase(14_000, 'down')
    .end(14_100);
  const analysis = analyze(spec, whole.events);
  return {
    analysis,
    verdict: (...thresholds: string[]) => judge(spec, analysis, thresholds.map(parseThreshold)),
  };
}

const spread = (journal: JournalBuilder): JournalBuilder =>
  journal.write(1_010, 0, 1).receive(1_030, 1, updateName(0, 1)).receive(1_050, 2, updateName(0, 1));
/** n2 never gets it. */
const missing = (journal: JournalBuilder): JournalBuilder =>
  journal.write(1_010, 0, 1).receive(1_030, 1, updateName(0, 1));

describe('of nodes that report only the least', () => {
  const { analysis, verdict } = runOf({}, spread);

  it('spread is measured, and everything else is absent with its reason', () => {
    expect(analysis.metrics).toMatchObject({ reach: 1, fullDisseminationMs: { p50: 40 } });
    const absent = ['rounds', 'idle', 'sent', 'trafficPerUpdatePerNode', 'detection', 'prediction'];
    for (const figure of absent) expect(Object.keys(analysis.metrics)).not.toContain(figure);
    expect(analysis.metrics.invariants).not.toHaveProperty('equalDigests');
    expect(analysis.warnings).toEqual(
      expect.arrayContaining([
        'Absent since theirs 1 reports no gossip interval: rounds.',
        expect.stringMatching(
          /^Absent since theirs 1 does not report what it sends and receives: .*sent, idle\.$/,
        ),
        'Absent since theirs 1 does not report hops: lastDeliveryHop.',
      ]),
    );
  });

  it('a run passes for what was checked, and says what was not', () => {
    const { status, reasons } = verdict('reach==1');
    expect(status).toBe('pass');
    expect(reasons).toEqual(
      expect.arrayContaining([
        'Unchecked: whether the views are equal, since theirs 1 does not report its view.',
        'Unchecked: whether a version of a key went back, since theirs 1 does not report versions.',
      ]),
    );
  });

  it('a threshold on what they do not report is unknown, and says why', () => {
    const { status, reasons } = verdict('trafficPerUpdatePerNode<9');
    expect(status).toBe('unknown');
    expect(reasons[0]).toBe(
      'Threshold trafficPerUpdatePerNode<9 is unknown: theirs 1 does not report what it sends and receives.',
    );
  });
});

describe('an update that is missing at the end', () => {
  it('is counted, and fails nothing, where the nodes promise no repair', () => {
    const { analysis, verdict } = runOf({}, missing);
    expect(analysis.metrics.invariants?.lostUpdates.fromLiveOrigin).toBe(1);
    expect(verdict().status).toBe('pass');
    expect(verdict().reasons).toEqual(expect.arrayContaining([expect.stringMatching(/promise no repair/)]));
  });

  it('is lost, and fails the run, where they do', () => {
    const { verdict } = runOf({ traits: { repairWithinMs: 2_000 } }, missing);
    expect(verdict().status).toBe('fail');
    expect(verdict().reasons[0]).toBe('1 accepted updates are missing at some live node.');
  });
});

it('a promise that one incarnation takes back makes a missing update unknown, and no pass', () => {
  const { verdict } = runOf({ traits: { repairWithinMs: 2_000 } }, (journal) =>
    missing(journal).add({ type: 'implementation', tMs: 1_060, node: 1, incarnation: 2, description }),
  );
  expect(verdict().status).toBe('unknown');
  expect(verdict().reasons[0]).toMatch(
    /some nodes, or incarnations of a node, promise repair and some do not/,
  );
});

it.each([
  [60, 'unknown'],
  [50, 'pass'],
])('a clock that is known to within %d ms makes the run %s', (clockUncertaintyMs, status) => {
  const { verdict } = runOf({ clockUncertaintyMs }, spread);
  expect(verdict('reach == 1').status).toBe(status);
  if (status === 'unknown')
    expect(verdict().reasons[0]).toBe(
      "Some node's clock is known to within 60 ms only (limit 50 ms): its times say nothing.",
    );
});

it('equal digests of views that cannot be true are not believed', () => {
  const views = (entries: number) => (journal: JournalBuilder) =>
    [0, 1, 2].reduce(
      (building, node) => building.add({ type: 'view', tMs: 3_050, node, entries, digest: 'x' }),
      spread(journal),
    );
  const said = { capabilities: ['views' as const] };
  expect(runOf(said, views(1)).verdict().status).toBe('pass');
  const { status, reasons } = runOf(said, views(7)).verdict();
  expect(status).toBe('unknown');
  expect(reasons[0]).toContain(
    'n0 reported 7 entries, and holds updates of 1 keys: the views are not believed',
  );
});

describe('older writes to a key', () => {
  const twice = (journal: JournalBuilder): JournalBuilder =>
    journal
      .writeKey(1_010, 0, 1, 'k', 1)
      .writeKey(1_020, 1, 1, 'k', 2)
      .receive(1_030, 0, updateName(1, 1))
      .receive(1_040, 2, updateName(1, 1));

  it('are held by who has a newer one, where nodes keep one value a key', () => {
    const { analysis } = runOf({ capabilities: ['supersedes'] }, twice);
    expect(analysis.metrics).toMatchObject({ reach: 1, invariants: { lostUpdates: { fromLiveOrigin: 0 } } });
  });

  it('are missing otherwise', () => {
    expect(runOf({}, twice).analysis.metrics.invariants?.lostUpdates.fromLiveOrigin).toBe(1);
  });
});

describe('a mixed cluster', () => {
  /** Nodes that say these things of themselves, in this order. */
  const mixed = (all: readonly Partial<NodeDescription>[]): JournalBuilder => {
    const journal = new JournalBuilder(all.length);
    for (const [node, said] of all.entries()) {
      const one = { ...description, ...said };
      journal.add({ type: 'implementation', tMs: 1_000, node, incarnation: 1, description: one });
    }
    return journal.phase(1_000, 'spread');
  };
  const ended = (journal: JournalBuilder) => journal.phase(3_000, 'drain').phase(14_000, 'down').end(14_100);
  const other = { implementation: 'other' };
  const promise = { traits: { repairWithinMs: 2_000 } };
  const analysisOf = (journal: JournalBuilder) => analyze(spec, ended(journal).events);
  const views = (journal: JournalBuilder, ...digests: string[]): JournalBuilder =>
    digests.reduce((building, digest, node) => building.view(3_050, node, digest), journal);

  it('lacks what one of its nodes lacks, and says which', () => {
    const journal = mixed([
      { capabilities: ['hops', 'from'], traits: { periodMs: 100, repairWithinMs: 5_000 } },
      { ...other, traits: { periodMs: 300 } },
      { ...other, version: '2', capabilities: ['from'] },
    ]);
    const { traits, warnings } = analysisOf(spread(journal));
    expect(traits.names).toEqual(['theirs 1', 'other 1', 'other 2']);
    expect([...traits.has]).toEqual([]);
    expect([traits.repairWithinMs, traits.promisesDiffer]).toEqual([5_000, true]);
    expect(warnings).toEqual(
      expect.arrayContaining([
        'Absent since other 2 reports no gossip interval: rounds.',
        'Absent since other 1 and other 2 do not report hops: lastDeliveryHop.',
      ]),
    );
  });

  it('has the longest of its gossip intervals and of its promises', () => {
    const journal = mixed([
      { traits: { periodMs: 100, repairWithinMs: 5_000 } },
      { traits: { periodMs: 300, repairWithinMs: 2_000 } },
    ]);
    const { traits } = analysisOf(journal);
    expect([traits.periodMs, traits.repairWithinMs, traits.promisesDiffer]).toEqual([300, 5_000, false]);
  });

  it('makes a missing update unknown where only some of its nodes promise repair', () => {
    const { status, reasons } = judge(spec, analysisOf(missing(mixed([promise, promise, other]))), []);
    expect([status, reasons[0]]).toEqual([
      'unknown',
      expect.stringContaining('promise repair and some do not'),
    ]);
  });

  it('makes views that differ unknown there, too', () => {
    const said = { capabilities: ['views' as const] };
    const journal = missing(
      mixed([
        { ...said, ...promise },
        { ...said, ...promise },
        { ...said, version: '2' },
      ]),
    );
    const { status, reasons } = judge(spec, analysisOf(views(journal, 'a', 'a', 'b')), []);
    expect(status).toBe('unknown');
    expect(reasons).toContainEqual(
      expect.stringMatching(/^The views .* differed .*: some nodes, or incarnations/),
    );
  });

  it('compares views of one implementation only, whatever their versions', () => {
    const said = { capabilities: ['views' as const], ...promise };
    const two = mixed([said, { ...said, version: '2' }, { ...said, ...other }]);
    const analysis = analysisOf(views(spread(two), 'a', 'a', 'in another way'));
    expect(analysis.metrics.invariants?.equalDigests).toBe(true);
    expect(invariantFindings(spec, { ...analysis, doubtfulViews: undefined }).checked).toContainEqual(
      expect.stringMatching(/^All live nodes of one implementation ended with equal views/),
    );
    const differing = mixed([said, { ...said, version: '2' }, { ...said, ...other }]);
    expect(analysisOf(views(spread(differing), 'a', 'b', 'x')).metrics.invariants?.equalDigests).toBe(false);
  });

  it('has no equal views to tell of where no two nodes are of one implementation', () => {
    const said = { capabilities: ['views' as const] };
    const journal = mixed([said, { ...said, ...other }, { ...said, implementation: 'third' }]);
    const { invariants } = analysisOf(views(spread(journal), 'a', 'b', 'c')).metrics;
    expect(invariants).not.toHaveProperty('equalDigests');
  });

  it('compares a node that was replaced as what it is in the end', () => {
    const said = { capabilities: ['views' as const] };
    const journal = mixed([{ ...said, ...other }, said, said]);
    const now = { ...description, ...said };
    journal
      .node(1_100, 0, 'stopped')
      .node(1_200, 0, 'up', 2)
      .add({ type: 'implementation', tMs: 1_201, node: 0, incarnation: 2, description: now });
    expect(analysisOf(views(journal, 'a', 'a', 'a')).metrics.invariants).toMatchObject({
      equalDigests: true,
    });
  });
});
