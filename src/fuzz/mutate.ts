import fc from 'fast-check';

/** Values that are seldom meant. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    -1,
    0,
    0.5,
    1e15,
    2 ** 53 - 1,
    1e308,
    '1ms',
    '1m30s',
    '999999999h',
    '1e999',
    '10%',
    'n0',
    'all',
    'random 3 of all',
    '../../x',
    '__proto__',
    'constructor',
    'reach>=99.9%',
    [],
    {},
    [[]],
    { kind: 'partition', shape: 'halves' },
  ),
  fc.string(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 2 }),
);

const change = fc.record({
  /** Which of all places in the tree, modulo their number. */
  place: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'double', 'rename'),
  value: odd,
  name: fc.oneof(fc.constantFrom('x', 'nodes', 'at', 'every', 'kind', '__proto__', 'toString'), fc.string()),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

/** Every field and item within, as the one that holds it and the name in that. */
function placesIn(tree: unknown): Place[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => [
    { parent: tree as Record<string, unknown>, key },
    ...placesIn(value),
  ]);
}

function changed(tree: object, { place, how, value, name }: Change): void {
  const places = placesIn(tree);
  const found = places[place % Math.max(1, places.length)];
  if (!found) return;
  const { parent, key } = found;
  const before = parent[key];
  if (how === 'replace') parent[key] = value;
  else if (how === 'double' && Array.isArray(parent)) parent.push(structuredClone(before));
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else {
    delete parent[key];
    if (how === 'rename')
      Object.defineProperty(parent, name, {
        value: before,
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
}

/** One of the trees, with up to three changes anywhere in it. */
export const mutated = (bases: readonly object[]): fc.Arbitrary<object> =>
  fc.tuple(fc.constantFrom(...bases), fc.array(change, { maxLength: 3 })).map(([base, changes]) => {
    const tree = structuredClone(base);
    for (const one of changes) changed(tree, one);
    return tree;
  });

const yamlTokens = [
  '*a ',
  '&a ',
  '<<: *a\n',
  '!!omap ',
  '!x ',
  '{',
  '[',
  '- ',
  '? ',
  ': ',
  '---\n',
  '...\n',
  '\t',
  '"',
  "'",
  '|\n',
  '>\n',
  '.inf',
  '.nan',
  '0x7f',
  '%YAML 1.1\n---\n',
  '\u0000',
  '\ufeff',
  '[['.repeat(200),
];

/** The text with tokens of YAML put in, or signs cut out, anywhere. */
export const scrambled = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      texts,
      fc.array(fc.record({ at: fc.nat(5_000), put: fc.constantFrom(...yamlTokens), cut: fc.nat(6) }), {
        maxLength: 4,
      }),
    )
    .map(([text, edits]) =>
      edits.reduce((now, { at, put, cut }) => {
        const place = at % (now.length + 1);
        return now.slice(0, place) + put + now.slice(place + cut);
      }, text),
    );
