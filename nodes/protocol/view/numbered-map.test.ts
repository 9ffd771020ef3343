import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../testing/print-seed.js';
import { NumberedMap } from './numbered-map.js';
import { Numbering } from './numbering.js';

useSeed('numbered map', process.env.FAST_CHECK_SEED);

interface Command {
  readonly name: number;
  /** Undefined: deleted. */
  readonly value: { readonly number: number } | undefined;
}

const anyCommands: fc.Arbitrary<Command[]> = fc.array(
  fc.record({
    name: fc.integer({ min: 0, max: 5 }),
    value: fc.option(fc.record({ number: fc.integer() }), { nil: undefined }),
  }),
  { maxLength: 30 },
);

function carriedOut<M extends { set(name: number, value: object): unknown; delete(name: number): unknown }>(
  map: M,
  commands: readonly Command[],
): M {
  for (const { name, value } of commands) {
    if (value === undefined) map.delete(name);
    else map.set(name, value);
  }
  return map;
}

test('maps that share their numbering each have what a Map has', () => {
  fc.assert(
    fc.property(anyCommands, anyCommands, (one, other) => {
      const numbering = new Numbering<number>();
      for (const commands of [one, other]) {
        const map = carriedOut(new NumberedMap<number, object>(numbering), commands);
        const plain = carriedOut(new Map<number, object>(), commands);
        expect(map.size).toBe(plain.size);
        for (let name = 0; name <= 6; name++) expect(map.get(name)).toBe(plain.get(name));
        expect(new Set(map.values())).toEqual(new Set(plain.values()));
      }
    }),
  );
});

test('with a numbering of its own a map is in the order in which names first came', () => {
  const map = new NumberedMap<string, { readonly place: number }>(new Numbering());
  ['c', 'a', 'b', 'a'].forEach((name, place) => {
    map.set(name, { place });
  });
  expect([...map.values()].map(({ place }) => place)).toEqual([0, 3, 2]);
});
