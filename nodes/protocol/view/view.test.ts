import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../testing/print-seed.js';
import type { Update } from '../types.js';
import { runsOf } from './incarnation-summary.js';
import { compareVersions } from './version.js';
import { View } from './view.js';

useSeed('view', process.env.FAST_CHECK_SEED);

/** Writes by three origins in two incarnations each to a handful of keys; no update id twice. */
const anyUpdates: fc.Arbitrary<Update[]> = fc.uniqueArray(
  fc.record({
    version: fc.record({
      origin: fc.nat({ max: 2 }),
      incarnation: fc.integer({ min: 1, max: 2 }),
      seq: fc.integer({ min: 1, max: 12 }),
      clock: fc.integer({ min: 1, max: 20 }),
    }),
    key: fc.constantFrom('a', 'b', 'ключ', '🔑'),
    value: fc.option(fc.uint8Array({ maxLength: 3 }), { nil: undefined }),
    hops: fc.constant(0),
  }),
  {
    maxLength: 40,
    selector: ({ version: { origin, incarnation, seq } }) => `${origin}.${incarnation}.${seq}`,
  },
);

const viewOf = (updates: readonly Update[]): View => {
  const view = new View();
  for (const update of updates) view.merge(update);
  return view;
};
const winners = (view: View): Update[] => [...view.entries()].sort((a, b) => (a.key < b.key ? -1 : 1));
const heldIn = (view: View) => view.logs.map((log) => [log.origin, log.incarnation, runsOf(log)]);
const stateOf = (view: View) => [view.stateDigest(), winners(view), heldIn(view)];

test('merge is commutative and associative: any order of arrival gives the same view', () => {
  const twoOrders = anyUpdates.chain((updates) =>
    fc.tuple(fc.constant(updates), fc.shuffledSubarray(updates, { minLength: updates.length })),
  );
  fc.assert(
    fc.property(twoOrders, ([updates, shuffled]) => {
      expect(stateOf(viewOf(shuffled))).toEqual(stateOf(viewOf(updates)));
    }),
  );
});

test('merge is idempotent: what arrives again is a duplicate and changes nothing', () => {
  fc.assert(
    fc.property(anyUpdates, (updates) => {
      const view = viewOf(updates);
      const before = stateOf(view);
      for (const update of updates) expect(view.merge(update)).toBe('duplicate');
      expect(stateOf(view)).toEqual(before);
    }),
  );
});

test('each key shows the greatest of its versions', () => {
  fc.assert(
    fc.property(anyUpdates, (updates) => {
      const greatest = new Map<string, Update>();
      for (const update of updates) {
        const best = greatest.get(update.key);
        if (!best || compareVersions(update.version, best.version) > 0) greatest.set(update.key, update);
      }
      expect(winners(viewOf(updates))).toEqual(
        [...greatest.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
      );
    }),
  );
});

test('the digest depends on what is shown alone, not on what was shown before', () => {
  fc.assert(
    fc.property(anyUpdates, (updates) => {
      const view = viewOf(updates);
      expect(viewOf(winners(view)).stateDigest()).toBe(view.stateDigest());
    }),
  );
});

test('views that differ in one key, one version, or one word of a version have unlike digests', () => {
  const version = { origin: 1, incarnation: 1, seq: 1, clock: 1 };
  const update = { version, key: 'k', value: undefined, hops: 0 };
  const others = [
    { ...update, key: 'l' },
    { ...update, key: 'к' },
    ...(['origin', 'incarnation', 'seq', 'clock'] as const).flatMap((field) => [
      { ...update, version: { ...version, [field]: 2 } },
      { ...update, version: { ...version, [field]: 2 ** 40 + 1 } },
    ]),
  ];
  const digests = [[], [update], ...others.map((other) => [other])].map((list) => viewOf(list).stateDigest());
  expect(new Set(digests).size).toBe(digests.length);
});

test('ten thousand entries make ten thousand unlike digests on the way', () => {
  const view = new View();
  const digests = new Set<string>();
  for (let seq = 1; seq <= 10_000; seq++) {
    const version = { origin: 0, incarnation: 1, seq, clock: seq };
    view.merge({ version, key: `key-${seq}`, value: undefined, hops: 0 });
    digests.add(view.stateDigest());
  }
  expect(digests.size).toBe(10_000);
});

test('a superseded update is held without its value', () => {
  const older = {
    version: { origin: 0, incarnation: 1, seq: 1, clock: 1 },
    key: 'k',
    value: Uint8Array.of(1),
    hops: 0,
  };
  const newer = { ...older, version: { origin: 0, incarnation: 1, seq: 2, clock: 2 } };
  const inOrder = viewOf([older, newer]);
  expect(inOrder.log(0, 1)?.currentWithin(1, 2)).toEqual([newer]);
  expect(inOrder.log(0, 1)?.prefix).toBe(2);
  const late = viewOf([newer]);
  expect(late.merge(older)).toBe('superseded');
  expect(late.log(0, 1)?.currentWithin(1, 2)).toEqual([newer]);
});

test('a deleted key does not come back with an older write', () => {
  const write = {
    version: { origin: 0, incarnation: 1, seq: 1, clock: 1 },
    key: 'k',
    value: Uint8Array.of(1),
    hops: 0,
  };
  const tombstone = {
    version: { origin: 1, incarnation: 1, seq: 1, clock: 2 },
    key: 'k',
    value: undefined,
    hops: 0,
  };
  const view = viewOf([tombstone]);
  expect(view.merge(write)).toBe('superseded');
  expect(view.get('k')).toEqual(tombstone);
});

test('marking a range as superseded tells what was not held, once', () => {
  const view = viewOf([
    { version: { origin: 4, incarnation: 2, seq: 3, clock: 1 }, key: 'k', value: undefined, hops: 0 },
  ]);
  const range = { origin: 4, incarnation: 2, fromSeq: 1, toSeq: 5 };
  expect(view.markSuperseded(range)).toEqual([1, 2, 4, 5]);
  expect(view.markSuperseded(range)).toEqual([]);
  expect(view.log(4, 2)?.prefix).toBe(5);
  expect(view.log(4, 1)).toBeUndefined();
});
