import { describe, expect, it } from 'vitest';
import { JournalBuilder, updateName } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

const older = updateName(0, 1);
const newer = updateName(1, 1);
/** Two writes to one key: by n0 with clock 1, by n1 with clock 2. */
const begin = (deleted = false) =>
  new JournalBuilder(3)
    .phase(1_000, 'spread')
    .writeKey(1_010, 0, 1, 'k', 1)
    .writeKey(1_020, 1, 1, 'k', 2, deleted);
const checks = (journal: JournalBuilder) => {
  const { invariants } = analyze(resolvedSpec(), journal.phase(3_000, 'down').end(3_100).events).metrics;
  return [invariants?.versionRegressions, invariants?.resurrectedKeys];
};

describe('versions of a key', () => {
  it.each([
    ['go forward', begin().receive(1_030, 2, older).receive(1_040, 2, newer), 0, 0],
    [
      'go back where an older write replaces a newer one',
      begin().receive(1_030, 2, newer).receive(1_040, 2, older),
      1,
      0,
    ],
    ['go back at the writer too', begin().receive(1_040, 1, older), 1, 0],
    ['bring a deleted key back', begin(true).receive(1_030, 2, newer).receive(1_040, 2, older), 1, 1],
    [
      'do not go back at a node that forgot them',
      begin()
        .receive(1_030, 2, newer)
        .node(1_040, 2, 'killed')
        .node(1_050, 2, 'up', 2)
        .receive(1_060, 2, older)
        .receive(1_070, 2, newer),
      0,
      0,
    ],
    [
      'do at one that was only paused',
      begin()
        .receive(1_030, 2, newer)
        .node(1_040, 2, 'paused')
        .node(1_050, 2, 'resumed')
        .receive(1_060, 2, older),
      1,
      0,
    ],
    [
      'of other keys say nothing',
      begin().writeKey(1_025, 0, 2, 'other', 1).receive(1_030, 2, newer).receive(1_040, 2, updateName(0, 2)),
      0,
      0,
    ],
    [
      'with one clock are ordered by their origin',
      begin().writeKey(1_025, 2, 1, 'k', 2).receive(1_040, 2, newer),
      1,
      0,
    ],
  ])('%s', (_, journal, regressions, resurrected) => {
    expect(checks(journal)).toEqual([regressions, resurrected]);
  });

  it('are not checked where no journal tells the clocks', () => {
    expect(checks(new JournalBuilder(2).phase(1_000, 'spread').write(1_010, 0, 1))).toEqual([
      undefined,
      undefined,
    ]);
  });
});
