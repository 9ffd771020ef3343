import { expect, test } from 'vitest';
import { createRng } from '../../nodes/protocol/rng.js';
import { contactCycles } from './contact-cycles.js';
import { spreadOf } from './spread.js';

test.each(['push', 'pull', 'push-pull'] as const)(
  '%s informs the other of two sites in one cycle',
  (mode) => {
    expect(contactCycles(mode, 2, createRng(1))).toBe(1);
  },
);

test('push informs at most one more site for each that holds the update: 1,000 take ten cycles or more', () => {
  for (let seed = 1; seed <= 20; seed++) {
    expect(contactCycles('push', 1_000, createRng(seed))).toBeGreaterThanOrEqual(10);
  }
});

test('push-pull takes fewer cycles than pull, and pull fewer than push', () => {
  const rng = createRng(1);
  const mean = (mode: 'push' | 'pull' | 'push-pull') =>
    spreadOf(Array.from({ length: 50 }, () => contactCycles(mode, 500, rng))).mean;
  const [push, pull, pushPull] = [mean('push'), mean('pull'), mean('push-pull')];
  expect(pushPull).toBeLessThan(pull - 2);
  expect(pull).toBeLessThan(push - 2);
});
