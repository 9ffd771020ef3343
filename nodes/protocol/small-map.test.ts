import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SmallMap } from './small-map.js';

const command = fc.tuple(fc.constantFrom('set', 'delete'), fc.integer({ min: 0, max: 3 }), fc.integer());

test('whatever is set and deleted, it has what a Map has, and the same entry first', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
      const small = new SmallMap<number, number>();
      const map = new Map<number, number>();
      for (const [kind, key, value] of commands) {
        if (kind === 'set') {
          small.set(key, value);
          map.set(key, value);
        } else {
          small.delete(key);
          map.delete(key);
        }
        const [oldest] = map;
        expect([small.size, small.firstKey, small.first]).toEqual([map.size, oldest?.[0], oldest?.[1]]);
        for (let asked = 0; asked < 4; asked++) expect(small.get(asked)).toBe(map.get(asked));
      }
    }),
  );
});
