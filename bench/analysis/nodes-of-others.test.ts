import { describe, expect, it } from 'vitest';
import type { NodeDescription } from '../../nodes/contract/capabilities.js';
import { parseThreshold } from '../spec/thresholds.js';
import { JournalBuilder, updateName } from '../testing/journal-builder.js';
import { resolvedSpec } from '../testing/resolved-spec.js';
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

it('what one node of a mixed cluster lacks, the cluster lacks', () => {
  const journal = new JournalBuilder(2);
  const hops = { ...description, capabilities: ['hops', 'from'] as const };
  const all = [
    { ...hops, capabilities: [...hops.capabilities], traits: { periodMs: 100, repairWithinMs: 5_000 } },
    { ...description, implementation: 'other', traits: { periodMs: 300 } },
  ];
  for (const [node, one] of all.entries()) {
    journal.add({ type: 'implementation', tMs: 1_000, node, incarnation: 1, description: one });
  }
  const { traits } = analyze(resolvedSpec({ cluster: { nodes: 2 } }), journal.events);
  expect(traits.names).toEqual(['theirs 1', 'other 1']);
  expect([...traits.has]).toEqual([]);
  expect([traits.periodMs, traits.repairWithinMs, traits.promisesDiffer]).toEqual([300, 5_000, true]);
});
