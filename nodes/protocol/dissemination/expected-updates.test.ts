import { expect, test } from 'vitest';
import { ExpectedUpdates } from './expected-updates.js';

const life = { origin: 2, incarnation: 1, prefix: 0, ranges: [] };
const runs = [3, 9, 12, 12];

function expecting(fromSeq: number, toSeq: number): ExpectedUpdates {
  const expected = new ExpectedUpdates();
  expected.add({ exchange: -1, untilMs: 100, ranges: [{ origin: 2, incarnation: 1, fromSeq, toSeq }] });
  return expected;
}

test('what was asked for is not asked for again, until it came or is overdue', () => {
  const expected = expecting(5, 6);
  expect(expected.without(life, runs)).toEqual([3, 4, 7, 9, 12, 12]);
  expected.forgetOverdue(99);
  expect(expected.without(life, runs)).toEqual([3, 4, 7, 9, 12, 12]);
  expected.forgetOverdue(100);
  expect(expected.without(life, runs)).toBe(runs);
  const other = expecting(5, 6);
  other.end(-2);
  expect(other.without(life, runs)).not.toBe(runs);
  other.end(-1);
  expect(other.without(life, runs)).toBe(runs);
});

test('where nothing of the runs is expected they are told to be whole', () => {
  expect(expecting(10, 11).without(life, runs)).toBe(runs);
  expect(expecting(5, 6).without({ ...life, incarnation: 2 }, runs)).toBe(runs);
  expect(expecting(5, 6).without({ ...life, origin: 3 }, runs)).toBe(runs);
});
