import { describe, expect, it } from 'vitest';
import { JournalBuilder, updateName } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

const sides = [
  [0, 2],
  [1, 3],
];
/** Four nodes from 500 on; times of the series count from there. */
const begin = () => new JournalBuilder(4, { tMs: 500 }).phase(1_000, 'fault');
const chaosOf = (journal: JournalBuilder) =>
  analyze(resolvedSpec(), journal.phase(9_000, 'drain').phase(9_100, 'down').end(9_200).events).series.chaos;

describe('fault windows', () => {
  it('last from the first link touched to the last one healed', () => {
    expect(chaosOf(begin().partition(2_000, 6_000, sides))?.faults).toEqual([
      { name: 'split', kind: 'partition', startMs: 1_490, endMs: 5_520 },
    ]);
  });

  it('are none of a run whose links were bad from the start', () => {
    const journal = new JournalBuilder(2).fault(100, 9_000, { name: 'links', asked: { loss: 0.1 } });
    expect(chaosOf(journal.phase(1_000, 'fault'))).toBeUndefined();
  });
});

describe('link matrices', () => {
  it('show a cut, with the nodes of a side beside each other', () => {
    const cut = [
      [0, 1],
      [0, 3],
      [1, 0],
      [1, 2],
      [2, 1],
      [2, 3],
      [3, 0],
      [3, 2],
    ];
    expect(chaosOf(begin().partition(2_000, 6_000, sides))?.links).toEqual([
      {
        name: 'split',
        kind: 'partition',
        windows: [{ startMs: 1_490, endMs: 5_520 }],
        order: [0, 2, 1, 3],
        cut,
        degraded: [],
        down: [],
      },
    ]);
  });

  it('are one for all turns of a fault that comes and goes', () => {
    const journal = begin()
      .partition(2_000, 3_000, sides, { occurrence: 1 })
      .partition(4_000, 5_000, sides, { occurrence: 2 });
    expect(chaosOf(journal)?.links.map(({ windows }) => windows.length)).toEqual([2]);
  });

  it('tell bad links and absent nodes from cuts, and leave out faults that keep nobody from anybody', () => {
    const journal = begin()
      .fault(2_000, 3_000, { name: 'slow', asked: { kind: 'linkQuality' }, linkPairs: [[0, 1]] })
      .nodeFault('kill', [3], 4_000, 5_000)
      .nodeFault('cpuLimit', [2], 6_000, 7_000);
    expect(chaosOf(journal)?.links).toMatchObject([
      { name: 'slow', degraded: [[0, 1]], cut: [], down: [] },
      { name: 'kill', degraded: [], cut: [], down: [3] },
    ]);
  });
});

describe('spread over time', () => {
  it('tells what live nodes hold and lack', () => {
    // n0 writes at 2,000; n2 has it at 2,100, n1 and n3 (down from 4,000 on) lack it until 6,000.
    const spread = chaosOf(
      begin()
        .partition(2_000, 6_000, sides)
        .write(2_000, 0, 1)
        .receive(2_100, 2, updateName(0, 1))
        .node(4_000, 3, 'killed')
        .receive(6_000, 1, updateName(0, 1)),
    )?.spread;
    const at = (atMs: number) => spread?.find((point) => point.atMs === atMs);
    expect(at(1_500)).toEqual({
      atMs: 1_500,
      heldShare: 0.25,
      maxLacking: 1,
      meanLacking: 0.75,
      maxAgeMs: 0,
    });
    expect(at(2_500)).toEqual({
      atMs: 2_500,
      heldShare: 0.5,
      maxLacking: 1,
      meanLacking: 0.5,
      maxAgeMs: 1_000,
    });
    // Of the three that are left, one lacks it.
    expect(at(4_500)?.heldShare).toBeCloseTo(2 / 3);
    expect(at(4_500)?.maxAgeMs).toBe(3_000);
    expect(at(5_500)).toEqual({ atMs: 5_500, heldShare: 1, maxLacking: 0, meanLacking: 0, maxAgeMs: 0 });
  });
});

describe('members seen', () => {
  it('are those that the least and the best informed live node see, themselves included', () => {
    const journal = begin().partition(2_000, 6_000, sides);
    for (const node of [0, 1]) {
      for (const member of [0, 1, 2, 3]) if (member !== node) journal.member(1_500, node, member, 'joined');
    }
    for (const node of [2, 3]) journal.member(1_600, node, 0, 'joined');
    journal.member(3_000, 0, 1, 'suspected').member(3_500, 0, 1, 'failed');
    // A node that is gone is asked nothing: of n0 and n1, the best informed is left.
    journal.node(4_000, 2, 'killed').node(4_000, 3, 'killed').member(5_000, 1, 2, 'failed');
    expect(chaosOf(journal)?.membersSeen).toEqual([
      { atMs: 1_000, fewest: 1, most: 4 },
      { atMs: 1_100, fewest: 2, most: 4 },
      { atMs: 3_000, fewest: 2, most: 4 },
      { atMs: 4_500, fewest: 3, most: 3 },
    ]);
  });
});
