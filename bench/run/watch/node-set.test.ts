import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NodeSet } from './node-set.js';

const nodes = 70;
const someNodes = fc.array(fc.nat(nodes - 1));
const setOf = (members: readonly number[]): NodeSet => {
  const set = new NodeSet(nodes);
  for (const node of members) set.add(node);
  return set;
};

describe('a set of nodes', () => {
  it('is what a Set would be, whatever comes and goes', () => {
    fc.assert(
      fc.property(someNodes, someNodes, someNodes, (added, removed, others) => {
        const [set, expected, other] = [setOf(added), new Set(added), setOf(others)];
        for (const node of removed) {
          set.delete(node);
          expected.delete(node);
        }
        expect([...set]).toEqual([...expected].sort((a, b) => a - b));
        expect(set.size).toBe(expected.size);
        expect(set.sharedWith(other)).toBe([...expected].filter((node) => others.includes(node)).length);
      }),
    );
  });

  it('holds all of a cluster, tells who is new, and takes in no other', () => {
    const all = NodeSet.all(33);
    expect([all.size, all.has(32), all.has(33)]).toEqual([33, true, false]);
    expect([all.add(32), all.add(33), all.add(-1), all.add(Number.NaN), all.size]).toEqual([
      false,
      false,
      false,
      false,
      33,
    ]);
    all.delete(32);
    expect([all.add(32), all.size]).toEqual([true, 33]);
  });
});
