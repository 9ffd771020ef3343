import { describe, expect, it } from 'vitest';
import { JournalBuilder, updateName } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

const spec = resolvedSpec();
const u = updateName(0, 1);
const finish = (journal: JournalBuilder) =>
  journal.phase(3_000, 'drain').phase(3_100, 'down').end(3_200).events;
const invariantsOf = (journal: JournalBuilder) => analyze(spec, finish(journal)).metrics.invariants!;
const begin = (nodes = 3) => new JournalBuilder(nodes).phase(1_000, 'spread').write(1_010, 0, 1);

describe('lost updates', () => {
  it.each([
    ['none where every node holds it', begin().receive(1_030, 1, u).receive(1_040, 2, u), 0, 0],
    ['one where a live node never holds it', begin().receive(1_030, 1, u), 1, 0],
    [
      'none where it came after the deadline, but came',
      begin().receive(1_030, 1, u).receive(2_900, 2, u),
      0,
      0,
    ],
    [
      'none where the node that lacks it is down',
      begin().receive(1_030, 1, u).node(1_500, 2, 'crashed'),
      0,
      0,
    ],
    ['one from a crashed origin', begin().receive(1_030, 1, u).node(1_500, 0, 'crashed'), 0, 1],
    [
      'one where a restarted node did not get it again',
      begin().receive(1_030, 1, u).receive(1_040, 2, u).node(1_500, 2, 'stopped').node(1_600, 2, 'up', 2),
      1,
      0,
    ],
    [
      'none where a restarted node did',
      begin()
        .receive(1_030, 1, u)
        .receive(1_040, 2, u)
        .node(1_500, 2, 'stopped')
        .node(1_600, 2, 'up', 2)
        .receive(1_590, 2, u),
      0,
      0,
    ],
  ])('%s', (_, journal, fromLiveOrigin, fromCrashedOrigin) => {
    expect(invariantsOf(journal).lostUpdates).toEqual({
      fromLiveOrigin,
      fromCrashedOrigin,
      heldByNobodyAlive: 0,
    });
  });

  it.each([
    ['the origin crashed before anybody had it', begin().node(1_500, 0, 'crashed')],
    [
      'all who had it were down at once',
      begin()
        .receive(1_030, 1, u)
        .node(1_500, 0, 'killed')
        .node(1_600, 1, 'killed')
        .node(1_700, 0, 'up', 2)
        .node(1_800, 1, 'up', 2),
    ],
    [
      'a paused holder was killed, too',
      begin().receive(1_030, 1, u).node(1_400, 1, 'paused').node(1_500, 0, 'killed').node(1_600, 1, 'killed'),
    ],
  ])('are counted apart where %s', (_, journal) => {
    const { lostUpdates } = invariantsOf(journal);
    expect([lostUpdates.fromLiveOrigin, lostUpdates.fromCrashedOrigin]).toEqual([0, 0]);
  });

  it.each([
    [
      'one holder after the other forgot it',
      begin()
        .receive(1_030, 1, u)
        .node(1_500, 0, 'killed')
        .node(1_600, 0, 'up', 2)
        .node(1_700, 1, 'killed')
        .node(1_800, 1, 'up', 2),
    ],
    [
      'the last holder was only paused',
      begin()
        .receive(1_030, 1, u)
        .node(1_400, 1, 'paused')
        .node(1_500, 0, 'killed')
        .node(1_700, 1, 'resumed'),
    ],
    [
      'a restart was to keep it',
      begin()
        .phase(1_450, 'fault')
        .nodeFault('restart', [0], 1_490, 1_600, { keepState: true })
        .node(1_500, 0, 'stopped')
        .node(1_600, 0, 'up', 2),
    ],
  ])('are no excuse where %s', (_, journal) => {
    const { fromLiveOrigin, fromCrashedOrigin, heldByNobodyAlive } = invariantsOf(journal).lostUpdates;
    expect([fromLiveOrigin + fromCrashedOrigin, heldByNobodyAlive]).toEqual([1, 0]);
  });

  it('are not claimed of an update that the run did not see through', () => {
    const { metrics } = analyze(spec, begin().end(1_500, 'interrupted', 'spread').events);
    expect(metrics.invariants?.lostUpdates.fromLiveOrigin).toBe(0);
  });
});

describe('phantom updates', () => {
  const held = () => begin(2).receive(1_030, 1, u);
  it.each([
    ['none where every update was written', held(), 0],
    ['one that its origin never told of', held().receive(1_040, 1, updateName(0, 2)), 1],
    ['one although two nodes hold it', held().receive(1_040, 1, '0.1.9').receive(1_050, 0, '0.1.9'), 1],
    ['one from a node that is none', held().receive(1_040, 1, updateName(7, 1)), 1],
    ['one that another node claims to have written', held().write(1_040, 1, 1).receive(1_050, 0, '1.2.1'), 1],
    [
      'those of a superseded range that were never written',
      held().supersede(1_040, 1, 0, 1, 1_000_000_000),
      999_999_999,
    ],
    [
      'none that only the client knows',
      held().clientWrite(1_040, 1_050, 0, '0.1.2').receive(1_060, 1, '0.1.2'),
      0,
    ],
    [
      'none where the origin crashed before it could tell',
      held().node(1_900, 0, 'crashed').receive(1_800, 1, '0.1.2'),
      0,
    ],
    [
      'none where the origin lost journal events',
      held().receive(1_040, 1, '0.1.2').add({ type: 'journalLost', tMs: 1_500, node: 0, lost: 3 }),
      0,
    ],
  ])('%s', (_, journal, phantoms) => expect(invariantsOf(journal).phantomUpdates).toBe(phantoms));

  it('are not claimed beyond what was read of an origin when the run broke off', () => {
    const { metrics } = analyze(spec, held().receive(1_040, 1, '0.1.2').end(1_500, 'interrupted').events);
    expect(metrics.invariants?.phantomUpdates).toBe(0);
  });
});

describe('a pause', () => {
  const paused = () => begin().node(1_500, 0, 'paused').node(1_700, 0, 'resumed');
  it('is no end: what the node had accepted is still from a live origin', () => {
    expect(invariantsOf(paused().receive(1_030, 1, u)).lostUpdates).toEqual({
      fromLiveOrigin: 1,
      fromCrashedOrigin: 0,
      heldByNobodyAlive: 0,
    });
  });

  it('makes nobody forget', () => {
    const journal = begin()
      .receive(1_030, 1, u)
      .receive(1_040, 2, u)
      .node(1_500, 2, 'paused')
      .node(1_700, 2, 'resumed');
    expect(invariantsOf(journal).lostUpdates.fromLiveOrigin).toBe(0);
  });
});

describe('a restart', () => {
  const restarted = (keepState: boolean) =>
    begin()
      .receive(1_030, 1, u)
      .receive(1_040, 2, u)
      .phase(1_450, 'fault')
      .nodeFault('restart', [2], 1_490, 1_600, { keepState })
      .node(1_500, 2, 'stopped')
      .node(1_600, 2, 'up', 2);
  it.each([
    ['empty forgets', false, 1],
    ['with its state does not', true, 0],
  ])('%s', (_, keepState, lost) => {
    expect(invariantsOf(restarted(keepState)).lostUpdates.fromLiveOrigin).toBe(lost);
  });

  it('right before the end is no excuse where the drain waited for it', () => {
    // Up at 2,900, drained from 3,000 to 3,100: the deadline's second has not passed, the drain has.
    const journal = begin().receive(1_030, 1, u).receive(1_040, 2, u);
    const late = journal.node(2_800, 2, 'stopped').node(2_900, 2, 'up', 2);
    expect(invariantsOf(late).lostUpdates.fromLiveOrigin).toBe(1);
  });
});

describe('equal digests', () => {
  it.each([
    ['hold where all live nodes end alike', begin(2).view(3_050, 0, 'a').view(3_050, 1, 'a'), true],
    ['do not where two differ', begin(2).view(3_050, 0, 'a').view(3_050, 1, 'b'), false],
    ['are unknown where one was not read', begin(2).view(3_050, 0, 'a'), undefined],
    [
      'ask nothing of a node that is down',
      begin().view(3_050, 0, 'a').view(3_050, 1, 'a').node(1_500, 2, 'crashed'),
      true,
    ],
  ])('%s', (_, journal, equal) => expect(invariantsOf(journal).equalDigests).toBe(equal));
});
