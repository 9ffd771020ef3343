import { describe, expect, it } from 'vitest';
import { growthOf } from './growth.js';

const sizes = [10, 20, 50, 100, 1_000];
/** Three runs a size, a little apart. */
const by = (law: (nodes: number) => number) =>
  new Map(sizes.map((nodes) => [nodes, [-0.02, 0, 0.02].map((off) => law(nodes) + off)]));

describe('growthOf', () => {
  it('finds what a doubling adds, and that it is logarithmic', () => {
    const growth = growthOf(by((nodes) => 0.5 + 1.25 * Math.log2(nodes)))!;
    expect(growth.perDoubling.value).toBeCloseTo(1.25, 3);
    expect(growth.perDoubling.low).toBeLessThan(1.25);
    expect(growth.perDoubling.high).toBeGreaterThan(1.25);
    expect(growth.intercept).toBeCloseTo(0.5, 2);
    expect(growth.rSquared).toBeGreaterThan(0.999);
    expect(growth.verdict).toBe('O(log N)');
  });

  it.each<[string, (nodes: number) => number]>([
    ['the square root', (nodes) => 3 + 0.4 * Math.sqrt(nodes)],
    ['a line', (nodes) => 1 + 0.01 * nodes],
  ])('tells that %s grows faster', (_, law) => {
    expect(growthOf(by(law))!.verdict).toBe('faster than log N');
  });

  it('takes what stays as it is, or shrinks, for no faster than log N', () => {
    expect(growthOf(by((nodes) => 7 - 0.1 * Math.log2(nodes)))!.verdict).toBe('O(log N)');
  });

  it('cannot tell where runs differ more than the shapes do', () => {
    const noisy = new Map([10, 12, 14].map((nodes) => [nodes, [nodes / 5, 9, 1]]));
    expect(growthOf(noisy)!.verdict).toBe('unknown');
  });

  it('says nothing of two sizes, nor of sizes without values', () => {
    expect(
      growthOf(
        new Map([
          [10, [1]],
          [20, [2]],
          [40, []],
        ]),
      ),
    ).toBeUndefined();
  });
});
