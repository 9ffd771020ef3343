import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../../testing/print-seed.js';
import { IdSet } from './id-set.js';

useSeed('id set', process.env.FAST_CHECK_SEED);

test('behaves as a set of ids', () => {
  const anyAct = fc.record({ kind: fc.constantFrom('add', 'delete'), id: fc.nat({ max: 200 }) });
  fc.assert(
    fc.property(fc.array(anyAct), (acts) => {
      const set = new IdSet();
      const model = new Set<number>();
      for (const { kind, id } of acts) {
        set[kind](id);
        model[kind](id);
      }
      for (let id = 0; id <= 210; id++) expect(set.has(id)).toBe(model.has(id));
    }),
  );
});
