import { expect, test } from 'vitest';
import { Standstill } from './standstill.js';

const looks = (provenMs: number, ...seen: Parameters<Standstill['look']>[]): boolean[] => {
  const standstill = new Standstill(provenMs);
  return seen.map((look) => standstill.look(...look));
};

test('where nobody tells what is hot, it stands still when no copy was sent between two looks', () => {
  expect(
    looks(1_000, [0, { copiesSent: 5 }], [1_000, { copiesSent: 7 }], [2_000, { copiesSent: 7 }]),
  ).toEqual([false, false, true]);
});

test('where nothing is hot, it stands still when no copy was sent or received since the look before', () => {
  expect(
    looks(
      1_000,
      [0, { copiesSent: 7, copiesReceived: 5, hotUpdates: 1 }],
      [250, { copiesSent: 7, copiesReceived: 5, hotUpdates: 1 }],
      [500, { copiesSent: 7, copiesReceived: 6, hotUpdates: 0 }],
      [750, { copiesSent: 7, copiesReceived: 6, hotUpdates: 0 }],
    ),
  ).toEqual([false, false, false, true]);
});

test('what is hot, and is not sent for long, is not waited for', () => {
  const hot = { copiesSent: 7, copiesReceived: 7, hotUpdates: 3 };
  expect(looks(1_000, [0, hot], [999, hot], [1_000, hot])).toEqual([false, false, true]);
});
