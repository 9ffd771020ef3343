import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberedMap } from './numbered-map.js';
import { Numbering } from './numbering.js';

const settings = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer()), { maxLength: 30 });

test('maps that share their numbering each have what a Map has', () => {
  fc.assert(
    fc.property(settings, settings, (one, other) => {
      const numbering = new Numbering<number>();
      const maps = [one, other].map((set) => {
        const map = new NumberedMap<number, { value: number }>(numbering);
        for (const [name, value] of set) map.set(name, { value });
        return map;
      });
      [one, other].forEach((set, i) => {
        const plain = new Map(set.map(([name, value]) => [name, { value }]));
        const map = maps[i]!;
        expect(map.size).toBe(plain.size);
        for (let name = 0; name <= 6; name++) expect(map.get(name)).toEqual(plain.get(name));
        expect([...map.values()]).toHaveLength(plain.size);
      });
    }),
  );
});

test('with a numbering of its own a map is in order of insertion', () => {
  fc.assert(
    fc.property(settings, (set) => {
      const map = new NumberedMap<number, { value: number }>(new Numbering());
      const plain = new Map<number, { value: number }>();
      for (const [name, value] of set) {
        map.set(name, { value });
        plain.set(name, { value });
      }
      expect([...map.values()]).toEqual([...plain.values()]);
    }),
  );
});
