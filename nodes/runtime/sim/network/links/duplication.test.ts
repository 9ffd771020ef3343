import { expect, test } from 'vitest';
import { duplication } from './duplication.js';
import { draws, share } from './testing/draws.js';

test.each([0, 0.25, 1])('of all messages the share %d arrives twice', (probability) => {
  expect(Math.abs(share(draws(duplication(probability).duplicates)) - probability)).toBeLessThan(0.01);
});
