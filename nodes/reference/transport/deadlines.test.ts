import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Deadlines } from './deadlines.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const missed: [string, number][] = [];
  const deadlines = new Deadlines<string, number>(
    () => Date.now(),
    (key, value) => missed.push([key, value]),
  );
  return { deadlines, missed };
}

test('what does not come in time is told once, with what was said of it', () => {
  const { deadlines, missed } = watched();
  deadlines.set('a', 1, 100);
  vi.advanceTimersByTime(50);
  deadlines.set('b', 2, 100);
  expect(deadlines.get('a')).toBe(1);
  vi.advanceTimersByTime(50);
  expect(missed).toEqual([['a', 1]]);
  expect(deadlines.get('a')).toBeUndefined();
  vi.advanceTimersByTime(50);
  expect(missed).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
  vi.advanceTimersByTime(1_000);
  expect(missed).toHaveLength(2);
});

test('what has come is not told, and of very many one timer is set', () => {
  const { deadlines, missed } = watched();
  for (let i = 0; i < 1_000; i += 1) deadlines.set(String(i), i, 100);
  expect(vi.getTimerCount()).toBe(1);
  for (let i = 0; i < 1_000; i += 1) deadlines.met(String(i));
  vi.advanceTimersByTime(200);
  expect(missed).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a new deadline takes the place of the one before', () => {
  const { deadlines, missed } = watched();
  deadlines.set('a', 1, 100);
  vi.advanceTimersByTime(90);
  deadlines.set('a', 2, 100);
  vi.advanceTimersByTime(90);
  expect(missed).toEqual([]);
  vi.advanceTimersByTime(10);
  expect(missed).toEqual([['a', 2]]);
});

test('nothing is told after the end', () => {
  const { deadlines, missed } = watched();
  deadlines.set('a', 1, 100);
  deadlines.end();
  vi.advanceTimersByTime(200);
  expect(missed).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
