import { expect, it } from 'vitest';
import { CounterStore } from './counters.js';
import { Rest } from './rest.js';

it.each([
  ['before the round that was due', 90, 10],
  ['at that very moment', 100, 0],
  ['a moment later', 101, 49],
  ['when many were missed', 1_020, 30],
])('a node that is woken %s goes on with its rounds’ phase', (_, nowMs, delayMs) => {
  const rest = new Rest(CounterStore.ofOneNode());
  rest.begin(100);
  expect(rest.isOn).toBe(true);
  expect(rest.end(nowMs, 50)).toBe(delayMs);
  expect(rest.isOn).toBe(false);
});
