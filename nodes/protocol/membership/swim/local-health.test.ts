import { expect, test } from 'vitest';
import { LocalHealth } from './local-health.js';

test('stays between 0 and its maximum, and scales by one more than the score', () => {
  const health = new LocalHealth();
  health.apply(-1, 8);
  expect([health.score, health.scale(500)]).toEqual([0, 500]);
  health.apply(3, 8);
  expect([health.score, health.scale(500)]).toEqual([3, 2_000]);
  health.apply(30, 8);
  expect(health.score).toBe(8);
  health.apply(-1, 8);
  expect(health.score).toBe(7);
});
