import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linksOf, nodesWithin } from './full-scale.js';

test('as many nodes are within a limit as have links for it, and one more would not be', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 1, max: 8 }),
      (available, perLink) => {
        const nodes = nodesWithin(available, perLink);
        expect(linksOf(nodes) * perLink).toBeLessThanOrEqual(available);
        expect(linksOf(nodes + 1) * perLink).toBeGreaterThan(available);
      },
    ),
  );
});
