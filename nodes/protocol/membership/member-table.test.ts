import { expect, test } from 'vitest';
import { createRng } from '../rng.js';
import { MemberTable } from './member-table.js';

const row = (id: number, incarnation: number, heartbeat: number, left = false) => ({
  id,
  incarnation,
  heartbeat,
  left,
});

test.each([
  ['first heard of', [], row(1, 1, 1), 'joined'],
  ['a higher heartbeat', [row(1, 1, 1)], row(1, 1, 2), undefined],
  ['the same heartbeat', [row(1, 1, 1)], row(1, 1, 1), undefined],
  ['a higher incarnation', [row(1, 1, 9)], row(1, 2, 1), 'joined'],
  ['an older incarnation, whatever its heartbeat', [row(1, 2, 1)], row(1, 1, 999), undefined],
  ['a goodbye', [row(1, 1, 5)], row(1, 1, 5, true), 'left'],
  ['a goodbye of an older incarnation', [row(1, 2, 1)], row(1, 1, 9, true), undefined],
  ['a heartbeat after the goodbye', [row(1, 1, 5), row(1, 1, 5, true)], row(1, 1, 9), undefined],
  ['a new life after the goodbye', [row(1, 1, 5), row(1, 1, 5, true)], row(1, 2, 1), 'joined'],
  ['somebody who had left before it was known', [], row(1, 1, 5, true), undefined],
])('%s', (_, before, entry, change) => {
  const table = new MemberTable();
  for (const known of before) table.hear(known, 0);
  expect(table.hear(entry, 1)).toBe(change);
});

test('fails whoever’s heartbeat did not advance in time, once, and stops sampling it', () => {
  const table = new MemberTable();
  table.hear(row(1, 1, 1), 0);
  table.hear(row(2, 1, 1), 0);
  table.hear(row(2, 1, 1), 900);
  table.hear(row(1, 1, 2), 900);
  expect(table.failOverdue(999, 1_000)).toEqual([]);
  expect(table.failOverdue(1_000, 1_000)).toEqual([2]);
  expect(table.failOverdue(1_001, 1_000)).toEqual([]);
  expect(table.statusOf(2)).toBe('failed');
  expect(table.sampleAlive(5, 0, createRng(1))).toEqual([1]);
});

test.each([
  ['the heartbeat it died with', row(1, 1, 7), undefined],
  ['a higher heartbeat', row(1, 1, 8), 'recovered'],
  ['a higher incarnation', row(1, 2, 1), 'recovered'],
])('a failed member that is heard of with %s', (_, entry, change) => {
  const table = new MemberTable();
  table.hear(row(1, 1, 7), 0);
  table.failOverdue(1_000, 1_000);
  expect(table.hear(entry, 1_500)).toBe(change);
  expect(table.statusOf(1)).toBe(change === undefined ? 'failed' : 'alive');
});

test('rows of failed members are kept back, those of the living and the left are passed on', () => {
  const table = new MemberTable();
  table.hear(row(1, 1, 1), 0);
  table.hear(row(2, 1, 1), 900);
  table.hear(row(3, 1, 4), 900);
  table.hear(row(3, 1, 4, true), 900);
  table.failOverdue(1_000, 1_000);
  const rows = table.entries(1_000, createRng(1)).sort((a, b) => a.id - b.id);
  expect(rows).toEqual([row(2, 1, 1), row(3, 1, 4, true)]);
});

test('a table larger than a message passes every row on in time', () => {
  const table = new MemberTable();
  const rng = createRng(4);
  for (let id = 0; id < 100; id++) table.hear(row(id, 1, 1), 0);
  const told = new Set<number>();
  for (let i = 0; i < 200; i++) {
    const rows = table.entries(100, rng);
    expect(rows.length).toBeLessThan(25);
    for (const { id } of rows) told.add(id);
  }
  expect(told.size).toBe(100);
});
