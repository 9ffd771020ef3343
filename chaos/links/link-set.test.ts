import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkKey, linksAcross, linksFromTo } from './directed-links.js';
import { LinkSet } from './link-set.js';

const keysOf = (links: Iterable<{ from: number; to: number }>): string[] => [...links].map(linkKey).sort();
const unique = (keys: readonly string[]): string[] => [...new Set(keys)].sort();

const node = fc.integer({ min: 0, max: 9 });
const block = fc.record({
  from: fc.uniqueArray(node, { maxLength: 6 }),
  to: fc.uniqueArray(node, { maxLength: 6 }),
});

describe('a set of links', () => {
  it('has each link of its blocks once, and no node’s link to itself', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
        const set = LinkSet.of(blocks);
        const listed = unique(blocks.flatMap(({ from, to }) => linksFromTo(from, to)).map(linkKey));
        expect(keysOf(set)).toEqual(listed);
        expect(set.length).toBe(listed.length);
        for (let from = 0; from < 10; from++) {
          for (let to = 0; to < 10; to++) {
            expect(set.has(from, to)).toBe(listed.includes(linkKey({ from, to })));
          }
        }
      }),
    );
  });

  it('is spread over links of its own, as many as are asked for', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), fc.integer({ min: 1, max: 20 }), (blocks, count) => {
        const set = LinkSet.of(blocks);
        const sample = set.spread(count);
        expect(sample.length).toBeLessThanOrEqual(count);
        expect(sample.length > 0).toBe(set.length > 0);
        for (const { from, to } of sample) expect(set.has(from, to)).toBe(true);
      }),
    );
  });

  it('is never sampled as empty where it has links', () => {
    const blocks = [
      { from: [7, 0], to: [7] },
      { from: [1], to: [0] },
    ];
    expect(LinkSet.of(blocks).spread(1)).toHaveLength(1);
  });

  it('of millions is sampled evenly without being listed', () => {
    const side = (first: number) => Array.from({ length: 2_000 }, (_, index) => first + index);
    const set = LinkSet.across([side(0), side(2_000)]);
    expect(set.length).toBe(8_000_000);
    const sample = set.spread(40);
    expect(sample).toHaveLength(40);
    expect(sample.filter(({ from }) => from < 2_000)).toHaveLength(20);
    expect(new Set(sample.map(({ from }) => from)).size).toBe(40);
    expect(set.nodes()).toHaveLength(4_000);
  });

  it('across sides goes both ways between them, and never within', () => {
    const sides = [[0, 1], [2], [3, 4, 5]];
    expect(keysOf(LinkSet.across(sides))).toEqual(keysOf(linksAcross(sides)));
  });

  it('touching nodes begins or ends at one of them', () => {
    const all = [0, 1, 2, 3, 4];
    const touching = linksFromTo(all, all).filter(
      ({ from, to }) => [1, 3].includes(from) || [1, 3].includes(to),
    );
    expect(keysOf(LinkSet.touching([1, 3], all))).toEqual(keysOf(touching));
  });

  it.each([
    [[0, 1], [2, 3], [1], [3], { from: 1, to: 3 }],
    [[0, 1], [2, 3], [2, 3], [0, 1], undefined],
    [[0, 1], [0, 1], [1], [1], undefined],
  ])('%j to %j and %j to %j share %j', (from, to, otherFrom, otherTo, shared) => {
    expect(LinkSet.fromTo(from, to).shared(LinkSet.fromTo(otherFrom, otherTo))).toEqual(shared);
  });
});
