import { describe, expect, it } from 'vitest';
import { sideBySide } from './side-by-side.js';

describe('sideBySide', () => {
  it('measures the variants in turns', async () => {
    const order: string[] = [];
    const variant = (name: string) => ({ name, measure: async () => order.push(name) });
    const measured = await sideBySide([variant('a'), variant('b')], 2);
    expect(order).toEqual(['a', 'b', 'a', 'b']);
    expect(measured.map(({ values }) => values)).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });
});
