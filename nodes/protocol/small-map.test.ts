import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SmallMap } from './small-map.js';

const command = fc.tuple(fc.constantFrom('set', 'delete'), fc.integer({ min: 0, max: 3 }), fc.integer());

test('whatever is set and deleted, it has what a Map has, in the same order', () => {
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
        expect([small.size, [...small.keys()], [...small.values()]]).toEqual([
          map.size,
          [...map.keys()],
          [...map.values()],
        ]);
        for (let asked = 0; asked < 4; asked++) {
          expect([small.has(asked), small.get(asked)]).toEqual([map.has(asked), map.get(asked)]);
        }
      }
    }),
  );
});
