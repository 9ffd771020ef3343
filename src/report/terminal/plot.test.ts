import { expect, it } from 'vitest';
import { plot } from './plot.js';

it('puts the largest value at the top and the smallest at the bottom, with the scale', () => {
  const lines = plot([1, 2, 10]).split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('10 ┤  •');
  expect(lines.at(-1)).toBe(' 1 ┤•');
});

it('draws a flat series in the middle, and what is beyond the deadline above', () => {
  const lines = plot([5, Number.POSITIVE_INFINITY, 5]).split('\n');
  expect(lines[0]).toMatch(/│ ↑$/);
  expect(lines.filter((line) => line.includes('•'))).toHaveLength(1);
});

it('is empty without a finite point', () => expect(plot([])).toBe(''));
