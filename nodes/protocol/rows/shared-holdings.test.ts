import { expect, test } from 'vitest';
import { Commons } from '../commons.js';
import { noRow } from '../rumors/holders.js';
import type { Update } from '../types.js';
import { View } from '../view/view.js';
import { placeOf, SharedHoldings } from './shared-holdings.js';
import { SharedUpdates } from './shared-updates.js';

/** More than are kept of one content. */
const many = 100;

const write = (seq: number): Update => ({
  version: { origin: 3, incarnation: 1, seq, clock: seq },
  key: `key-${seq}`,
  value: Uint8Array.of(seq),
  hops: 1,
});

function withUpdates(...updates: Update[]) {
  const commons = new Commons();
  const shared = new SharedUpdates();
  const contents = updates.map((update) => shared.numberOf(update));
  return { commons, contents, holdings: new SharedHoldings(shared, commons) };
}

test('whatever holdings were before, what is taken has the content that was asked for', () => {
  const { commons, contents, holdings } = withUpdates(write(1), write(2));
  const [one, two] = contents as [number, number];
  const rows = Array.from({ length: many }, () => commons.holders.takeRow());
  const hot = rows.map((row) => holdings.take(one, row));
  hot.forEach((taken, i) => {
    expect([taken.view.size, taken.rumors.size]).toEqual([1, 1]);
    holdings.giveBack(placeOf(one, rows[i]!), taken);
  });
  for (let i = 0; i < 10; i++) {
    const { view, rumors } = holdings.take(0, noRow);
    expect([view.size, view.lifeCount, view.supersessions, view.sole]).toEqual([0, 0, 0, undefined]);
    expect([view.summary(), view.stateDigest()]).toEqual([[], new View().stateDigest()]);
    expect([rumors.size, rumors.bytes, rumors.first, rumors.has('key-1')]).toEqual([0, 0, undefined, false]);
  }
  const fresh = new View();
  fresh.merge(write(2));
  const later = Array.from({ length: many }, () => holdings.take(two, noRow));
  for (const { view, rumors } of later) {
    expect([view.get('key-1'), view.get('key-2'), view.sole]).toEqual([undefined, write(2), write(2)]);
    expect([view.summary(), view.stateDigest()]).toEqual([fresh.summary(), fresh.stateDigest()]);
    expect(rumors.size).toBe(0);
  }
  expect(new Set(later).size).toBe(many);
  expect(later.some((taken) => hot.includes(taken))).toBe(true);
});

test('what is emptied is used again, and the rows of its holders stay those of the nodes that have them', () => {
  const { commons, contents, holdings } = withUpdates(write(1));
  const content = contents[0]!;
  const rows = Array.from({ length: many }, () => commons.holders.takeRow());
  const hot = rows.map((row) => holdings.take(content, row));
  hot.forEach((taken, i) => {
    holdings.giveBack(placeOf(content, rows[i]!), taken);
  });
  const empty = Array.from({ length: many - 64 }, () => holdings.take(0, noRow));
  expect(empty.every((taken) => hot.includes(taken))).toBe(true);
  expect(hot.includes(holdings.take(0, noRow))).toBe(false);
  expect(rows).not.toContain(commons.holders.takeRow());
});
