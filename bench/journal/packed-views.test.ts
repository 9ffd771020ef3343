import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runEventSchema } from './journal-event.js';
import { PackedViews } from './packed-views.js';

const run = fc.record({
  node: fc.nat(900_000),
  nodes: fc.integer({ min: 1, max: 50_000 }),
  entries: fc.nat(2),
  digest: fc.constantFrom('aa', 'bb', 'cc'),
});
const written = (packed: object): unknown =>
  JSON.parse(JSON.stringify({ type: 'views', tMs: 1, views: packed }));

describe('packed views', () => {
  it('are read back from a journal as they were written', () => {
    fc.assert(
      fc.property(fc.array(run), (runs) => {
        const read = runEventSchema.parse(written(new PackedViews(runs)));
        expect(read.type === 'views' && read.views.runs).toEqual(runs);
      }),
    );
  });

  it.each([
    ['a view that is missing', { views: [] }],
    ['fewer runs than it says', { count: 2 }],
  ])('are refused with %s', (_, changes) => {
    const packed = new PackedViews([{ node: 0, nodes: 3, entries: 1, digest: 'aa' }]).toJSON();
    expect(runEventSchema.safeParse(written(packed)).success).toBe(true);
    expect(runEventSchema.safeParse(written({ ...packed, ...changes })).success).toBe(false);
  });
});
