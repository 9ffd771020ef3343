import { expect, test } from 'vitest';
import { reordering } from './reordering.js';
import { draws, mean, share } from './testing/draws.js';

test('a share of the messages is held back, uniformly up to the maximum', () => {
  const waits = draws(reordering(0.3, 40).holdBackMs);
  const held = waits.filter((ms) => ms > 0);
  expect(Math.abs(share(waits.map((ms) => ms > 0)) - 0.3)).toBeLessThan(0.01);
  expect(Math.abs(mean(held) - 20)).toBeLessThan(0.5);
  expect(Math.max(...held)).toBeLessThan(40);
});
