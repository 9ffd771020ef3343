import { expect, test } from 'vitest';
import { CounterStore } from '../node/counters.js';
import { OpenRepairs } from './open-repairs.js';

const withRow = () => {
  const row = CounterStore.ofOneNode();
  return { row, repairs: new OpenRepairs(row) };
};

test('a plain one is in the row, and others are beside it', () => {
  const { row, repairs } = withRow();
  repairs.begin(1, 100, true, 0);
  expect(repairs.fits).toBe(true);
  repairs.begin(2, 100, true, 0);
  expect(repairs.fits).toBe(false);
  expect(repairs.end(2)).toMatchObject({ complete: true, supersessions: 0, rumors: undefined });
  expect(repairs.fits).toBe(true);
  expect(new OpenRepairs(row).end(1)).toEqual({ complete: true, supersessions: 0, rumors: undefined });
  expect(repairs.end(1)).toBeUndefined();
});

test('the row knows whether the digest was complete', () => {
  const { repairs } = withRow();
  repairs.begin(7, 100, false, 0);
  expect(repairs.end(7)).toEqual({ complete: false, supersessions: 0, rumors: undefined });
});

test('what the row has no room for is beside it', () => {
  const { repairs } = withRow();
  repairs.begin(1, 100, true, 3);
  repairs.begin(2, 100, true, 0, []);
  expect([repairs.fits, repairs.hot]).toEqual([false, 1]);
  expect(repairs.end(2)).toMatchObject({ complete: true, supersessions: 0, rumors: [] });
  expect(repairs.hot).toBe(0);
  expect(repairs.end(1)).toMatchObject({ complete: true, supersessions: 3, rumors: undefined });
});

test('peers that answer with something else are not waited for without end', () => {
  const { repairs } = withRow();
  for (let exchange = 1; exchange <= 40; exchange++) repairs.begin(exchange, exchange, true, 0, []);
  repairs.forgetOverdue(39);
  expect(repairs.hot).toBe(1);
  expect([repairs.end(39), repairs.end(40)?.complete]).toEqual([undefined, true]);
  expect([repairs.hot, repairs.fits]).toEqual([0, true]);
});
