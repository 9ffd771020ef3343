import { expect, test } from 'vitest';
import { equalRuns } from './equal-views.js';

test('neighbours with equal views are one run, and a node that is away ends it', () => {
  const views = ['a', 'a', 'b', 'b', 'b', 'b'];
  const runs = equalRuns([0, 1, 2, 4, 5], (node) => ({ entries: 1, digest: views[node]! }));
  expect(runs).toEqual([
    { node: 0, nodes: 2, entries: 1, digest: 'a' },
    { node: 2, nodes: 1, entries: 1, digest: 'b' },
    { node: 4, nodes: 2, entries: 1, digest: 'b' },
  ]);
});
