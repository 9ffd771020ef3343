import { expect, test } from 'vitest';
import { AcceptedExchanges } from './accepted-exchanges.js';
import { acceptedIds } from './inbound.js';

function accepting(keptMs = 1_000) {
  let nowMs = 0;
  const accepted = new AcceptedExchanges(
    () => nowMs,
    () => keptMs,
    acceptedIds(),
  );
  return {
    accepted,
    at: (ms: number) => {
      nowMs = ms;
    },
  };
}

test('the messages of one exchange of a peer have one name, those of others have others', () => {
  const { accepted } = accepting();
  const first = accepted.idOf({ from: 3, number: 7 });
  expect(first).toBeLessThan(0);
  expect(accepted.idOf({ from: 3, number: 7 })).toBe(first);
  const others = [accepted.idOf({ from: 4, number: 7 }), accepted.idOf({ from: 3, number: 8 })];
  expect(new Set([first, ...others]).size).toBe(3);
  expect(accepted.get(first)).toEqual({ from: 3, number: 7 });
});

test('an exchange is kept for its time, and forgotten within twice of it', () => {
  const { accepted, at } = accepting();
  const id = accepted.idOf({ from: 3, number: 7 });
  at(999);
  accepted.idOf({ from: 1, number: 1 });
  expect(accepted.get(id)).toBeDefined();
  at(1_500);
  accepted.idOf({ from: 1, number: 2 });
  expect(accepted.get(id)).toBeDefined();
  at(2_600);
  accepted.idOf({ from: 1, number: 3 });
  expect(accepted.get(id)).toBeUndefined();
  expect(accepted.idOf({ from: 3, number: 7 })).not.toBe(id);
});

test('a message keeps its exchange alive', () => {
  const { accepted, at } = accepting();
  const id = accepted.idOf({ from: 3, number: 7 });
  for (let ms = 900; ms < 10_000; ms += 900) {
    at(ms);
    expect(accepted.idOf({ from: 3, number: 7 })).toBe(id);
  }
});

test('a flood is forgotten before it fills the memory', () => {
  const { accepted } = accepting();
  const id = accepted.idOf({ from: 0, number: 0 });
  for (let number = 1; number < 140_000; number += 1) accepted.idOf({ from: 0, number });
  expect(accepted.get(id)).toBeUndefined();
});
