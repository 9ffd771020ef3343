import { expect, test } from 'vitest';
import { Suspicions } from './suspicions.js';

const bounds = { minMs: 2_000, maxMs: 30_000, confirmations: 3 };

test('each new accuser brings the end closer; the same one, and one too many, do not', () => {
  const suspicions = new Suspicions();
  suspicions.begin(7, 1, bounds, 100);
  expect(suspicions.dueMs).toBe(30_100);
  expect(suspicions.confirm(7, 1)).toBe(false);
  expect(suspicions.confirm(7, 2)).toBe(true);
  expect(suspicions.dueMs).toBeCloseTo(16_100, 6);
  expect([3, 4, 5].map((reporter) => suspicions.confirm(7, reporter))).toEqual([true, true, false]);
  expect(suspicions.dueMs).toBe(2_100);
  expect(suspicions.confirm(8, 1)).toBe(false);
});

test('whoever did not refute in time is overdue, whoever did is not', () => {
  const suspicions = new Suspicions();
  const short = { minMs: 50, maxMs: 50, confirmations: 0 };
  suspicions.begin(1, 9, short, 0);
  suspicions.begin(2, 9, short, 0);
  suspicions.begin(3, 9, short, 20);
  suspicions.end(2);
  expect(suspicions.overdue(49)).toEqual([]);
  expect(suspicions.overdue(50)).toEqual([1]);
  suspicions.postpone(100);
  expect(suspicions.overdue(149)).toEqual([]);
  expect(suspicions.overdue(170)).toEqual([1, 3]);
});
