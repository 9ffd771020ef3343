import { describe, expect, it } from 'vitest';
import { JournalBuilder } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

/** Probes every 100 ms, at least 400 ms to refute: a decision reaches back 2 × 100 + 400 = 600 ms. */
const spec = resolvedSpec({ protocol: { detector: 'swim', probeIntervalMs: 100, suspicionMultiplier: 4 } });
const detectionOf = (journal: JournalBuilder) =>
  analyze(spec, journal.phase(9_000, 'drain').phase(9_100, 'down').end(9_200).events).metrics.detection;
const begin = (nodes = 3) => new JournalBuilder(nodes).phase(1_000, 'fault');
const known = (nodes = 3) => {
  const journal = new JournalBuilder(nodes);
  for (let node = 0; node < nodes; node += 1) {
    for (let member = 0; member < nodes; member += 1) {
      if (member !== node) journal.member(500, node, member, 'joined');
    }
  }
  return journal.phase(1_000, 'fault');
};

describe('false positives', () => {
  it.each([
    ['a live node marked failed is one', begin().member(5_000, 1, 2, 'failed'), 1],
    [
      'each node that marks it is one',
      begin().member(5_000, 1, 2, 'failed').member(5_010, 0, 2, 'failed'),
      2,
    ],
    [
      'a crashed node marked failed is none',
      begin().node(4_900, 2, 'killed').member(5_000, 1, 2, 'failed'),
      0,
    ],
    [
      'a paused node marked failed is none',
      begin().node(4_900, 2, 'paused').member(5_000, 1, 2, 'failed'),
      0,
    ],
    [
      'nor is one that came back less than a decision ago',
      begin().node(4_000, 2, 'paused').node(4_500, 2, 'resumed').member(5_000, 1, 2, 'failed'),
      0,
    ],
    [
      'one that came back longer ago is',
      begin().node(4_000, 2, 'paused').node(4_300, 2, 'resumed').member(5_000, 1, 2, 'failed'),
      1,
    ],
    [
      'unless the suspicion is as old as the pause',
      begin()
        .node(4_000, 2, 'paused')
        .node(4_300, 2, 'resumed')
        .member(4_200, 1, 2, 'suspected')
        .member(5_000, 1, 2, 'failed'),
      0,
    ],
    [
      'a node that a partition cut off is none',
      begin()
        .partition(2_000, 6_000, [[0, 1], [2]])
        .member(5_000, 1, 2, 'failed'),
      0,
    ],
    [
      'a node of the same side is one',
      begin(4)
        .partition(2_000, 3_000, [[0, 1, 2], [3]])
        .member(5_000, 1, 2, 'failed'),
      1,
    ],
    ['a node marked failed while the run is torn down is none', begin().member(9_150, 1, 2, 'failed'), 0],
    [
      'word of an earlier life is none',
      begin().node(1_300, 2, 'stopped').node(1_400, 2, 'up', 2).member(5_000, 1, 2, 'failed', 1),
      0,
    ],
  ])('%s', (_, journal, falsePositives) => expect(detectionOf(journal)).toMatchObject({ falsePositives }));

  it('at a slow node count apart from those at healthy ones', () => {
    const journal = begin()
      .nodeFault('cpuLimit', [1], 2_000, 8_000)
      .member(5_000, 1, 2, 'failed')
      .member(5_100, 0, 2, 'failed');
    expect(detectionOf(journal)).toMatchObject({ falsePositives: 2, falsePositivesAtHealthy: 1 });
  });

  it('at a node that has just woken up are none of a healthy node', () => {
    const journal = begin().node(4_000, 1, 'paused').node(4_500, 1, 'resumed').member(4_600, 1, 2, 'failed');
    expect(detectionOf(journal)).toMatchObject({ falsePositives: 1, falsePositivesAtHealthy: 0 });
  });

  it('are unknown where no node detects failures', () => {
    const quiet = resolvedSpec({ protocol: { detector: 'none' } });
    const { events } = begin().member(5_000, 1, 2, 'failed').end(9_200);
    expect(analyze(quiet, events).metrics.detection).toBeUndefined();
  });
});

describe('detection times', () => {
  it('are those of the first and of the last node that marks a crash', () => {
    // n3 crashes at 2,000; marked after 700 (n1), 900 (n0) and 1,500 ms (n2).
    const journal = known(4)
      .node(2_000, 3, 'killed')
      .member(2_700, 1, 3, 'failed')
      .member(2_900, 0, 3, 'failed')
      .member(3_500, 2, 3, 'failed')
      .member(3_600, 2, 3, 'failed');
    expect(detectionOf(journal)).toMatchObject({
      firstDetectionMs: { p50: 700, max: 700, count: 1 },
      fullDetectionMs: { p50: 1_500, max: 1_500, count: 1 },
      falsePositives: 0,
    });
  });

  it('are median and worst over crashes', () => {
    // n1 and n2 crash at 2,000 and 3,000; of two the lower is the median. n0 is the only one that lives on.
    const journal = known()
      .node(2_000, 1, 'killed')
      .node(3_000, 2, 'crashed')
      .member(2_500, 0, 1, 'failed')
      .member(2_600, 2, 1, 'failed')
      .member(3_900, 0, 2, 'failed');
    expect(detectionOf(journal)).toMatchObject({
      firstDetectionMs: { p50: 500, max: 900, count: 2 },
      fullDetectionMs: { p50: 600, max: 900, count: 2 },
    });
  });

  it('ask nothing of a node that was gone before it could know', () => {
    const journal = known()
      .node(2_000, 2, 'killed')
      .member(2_500, 0, 2, 'failed')
      .node(2_600, 1, 'killed')
      .member(3_000, 0, 1, 'failed');
    expect(detectionOf(journal)?.fullDetectionMs).toEqual({ p50: 400, max: 500, count: 2 });
  });

  it('are never where the node was back before', () => {
    const journal = known()
      .node(2_000, 2, 'killed')
      .member(2_500, 0, 2, 'failed')
      .node(2_800, 2, 'up', 2)
      .member(2_900, 1, 2, 'failed');
    expect(detectionOf(journal)).toMatchObject({
      firstDetectionMs: { p50: 500, max: 500, count: 1 },
      fullDetectionMs: { p50: 'never', max: 'never', count: 1 },
    });
  });

  it.each(['stopped', 'paused'] as const)('are not asked of a node that was %s', (change) => {
    const journal = known().node(2_000, 2, change).member(2_500, 0, 2, 'failed');
    expect(detectionOf(journal)).not.toHaveProperty('firstDetectionMs');
  });
});

describe('membership recovery', () => {
  const split = () => known().partition(2_000, 5_000, [[0, 1], [2]]); // f1 is 5,020
  it.each([
    ['is 0 where nobody lost sight of anybody', split(), 0],
    ['is 0 where a suspicion was all there was', split().member(3_000, 0, 2, 'suspected'), 0],
    [
      'lasts until the last node sees the last one again',
      split()
        .member(3_000, 0, 2, 'failed')
        .member(3_100, 2, 0, 'failed')
        .member(5_500, 0, 2, 'recovered')
        .member(6_020, 2, 0, 'recovered'),
      1_000,
    ],
    [
      'counts a relapse',
      split()
        .member(3_000, 0, 2, 'failed')
        .member(5_500, 0, 2, 'recovered')
        .member(5_600, 0, 2, 'failed')
        .member(7_020, 0, 2, 'recovered'),
      2_000,
    ],
    ['is never where one is not seen again', split().member(3_000, 0, 2, 'failed'), 'never'],
    [
      'asks nothing about a node that is down at the end',
      split().node(4_000, 2, 'killed').member(4_500, 0, 2, 'failed').member(4_600, 1, 2, 'failed'),
      0,
    ],
    [
      'waits until a node that began anew knows everybody again',
      split()
        .node(3_000, 1, 'killed')
        .node(4_000, 1, 'up', 2)
        .member(4_100, 1, 0, 'joined')
        .member(5_320, 1, 2, 'joined'),
      300,
    ],
  ])('%s', (_, journal, ms) => expect(detectionOf(journal)?.membershipRecoveryMs).toBe(ms));

  describe('where all have joined before', () => {
    const joined = () => new JournalBuilder(3, { joined: true }).phase(1_000, 'fault');
    const parted = () => joined().partition(2_000, 5_000, [[0, 1], [2]]);
    it.each([
      ['is 0 where nobody tells of anything', parted(), 0],
      [
        'lasts until the last node sees the last one again',
        parted().member(3_000, 0, 2, 'failed').member(5_520, 0, 2, 'recovered'),
        500,
      ],
      [
        'waits until a node that began anew knows everybody again',
        parted()
          .node(3_000, 1, 'killed')
          .node(4_000, 1, 'up', 2)
          .member(4_100, 1, 0, 'joined')
          .member(5_320, 1, 2, 'joined'),
        300,
      ],
      [
        'is never where one that began anew tells of nobody',
        parted().node(3_000, 1, 'killed').node(4_000, 1, 'up', 2),
        'never',
      ],
    ])('%s', (_, journal, ms) => expect(detectionOf(journal)?.membershipRecoveryMs).toBe(ms));

    it('no failure is told of, and none is wrong', () => {
      expect(detectionOf(joined())).toMatchObject({ falsePositives: 0 });
    });
  });

  it('is never where a node that began anew tells of nobody', () => {
    const journal = split().node(3_000, 1, 'killed').node(4_000, 1, 'up', 2);
    expect(detectionOf(journal)?.membershipRecoveryMs).toBe('never');
  });

  it('is not claimed of a run that broke off', () => {
    const { events } = split().member(3_000, 0, 2, 'failed').end(6_000, 'interrupted', 'recovery');
    expect(analyze(spec, events).metrics.detection).not.toHaveProperty('membershipRecoveryMs');
  });
});
