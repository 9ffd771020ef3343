import { expect, test } from 'vitest';
import { solveCosts } from './solve-costs.js';

const cost = { idleMsPerSecond: 4, perExchangeMs: 0.5, perReceiptMs: 0.25 };
const load = (exchangesPerSecond: number, receiptsPerSecond: number) => ({
  exchangesPerSecond,
  receiptsPerSecond,
  msPerSecond:
    cost.idleMsPerSecond + cost.perExchangeMs * exchangesPerSecond + cost.perReceiptMs * receiptsPerSecond,
});

test('finds the costs of which three runs were made', () => {
  expect(solveCosts(load(3, 1), load(15, 1), load(15, 21))).toEqual(cost);
});

test('gives exchanges that were not varied no cost of their own', () => {
  expect(solveCosts(load(3, 1), load(3, 1), load(3, 21))).toMatchObject({
    perExchangeMs: 0,
    perReceiptMs: 0.25,
  });
});

test('has no cost below zero', () => {
  const odd = { ...load(15, 1), msPerSecond: 1 };
  expect(solveCosts(load(3, 1), odd, load(15, 21)).perExchangeMs).toBe(0);
});
