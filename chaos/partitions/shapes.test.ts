import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../nodes/protocol/rng.js';
import type { NodeId } from '../../nodes/protocol/types.js';
import type { DirectedLink } from '../links/directed-link.js';
import { linkKey, linksAcross, linksFromTo, reversed } from '../links/directed-links.js';
import type { Partition } from './shape.js';
import { type DividingShape, divide, minNodes, separates } from './shapes.js';

const range = (count: number): NodeId[] => Array.from({ length: count }, (_, id) => id);

const shapes: DividingShape[] = [
  { kind: 'halves' },
  { kind: 'majority' },
  { kind: 'majority', size: 2 },
  { kind: 'majority', share: 0.3 },
  { kind: 'isolate' },
  { kind: 'isolate', node: 'n1' },
  { kind: 'bridge' },
  { kind: 'bridge', node: 'n2' },
  { kind: 'ring' },
  { kind: 'ring', neighbours: 2 },
  { kind: 'oneWay', share: 0.5 },
  { kind: 'random', sides: 2 },
  { kind: 'random', sides: 4 },
];
const cases = shapes.map((shape) => ({ name: JSON.stringify(shape), shape }));

/** Every cluster that is large enough for the shape, with any seed. */
function forEveryCluster(shape: DividingShape, check: (partition: Partition, nodes: NodeId[]) => void): void {
  fc.assert(
    fc.property(fc.integer({ min: Math.max(3, minNodes(shape)), max: 24 }), fc.integer(), (count, seed) => {
      const nodes = range(count);
      check(divide(shape, nodes, createRng(seed)), nodes);
    }),
    { numRuns: 20 },
  );
}

function reachable(start: NodeId, nodes: readonly NodeId[], cut: ReadonlySet<string>): Set<NodeId> {
  const seen = new Set([start]);
  for (const from of seen) {
    for (const to of nodes) if (!cut.has(linkKey({ from, to }))) seen.add(to);
  }
  return seen;
}

const keys = (links: Iterable<DirectedLink>): string[] => [...links].map(linkKey).toSorted();

describe.each(cases)('the partition $name', ({ shape }) => {
  it('cuts links between different nodes of the cluster, each once', () => {
    forEveryCluster(shape, ({ cut }, nodes) => {
      expect(new Set(keys(cut)).size).toBe(cut.length);
      const inside = [...cut].filter(
        ({ from, to }) => from !== to && nodes.includes(from) && nodes.includes(to),
      );
      expect(inside).toHaveLength(cut.length);
    });
  });

  it('is the same for the same seed', () => {
    forEveryCluster(shape, (_, nodes) => {
      expect(divide(shape, nodes, createRng(7))).toEqual(divide(shape, nodes, createRng(7)));
    });
  });

  it('has sides that are neither empty nor share a node', () => {
    forEveryCluster(shape, ({ sides }) => {
      const members = sides.flat();
      expect(new Set(members).size).toBe(members.length);
      expect(sides.every((side) => side.length > 0)).toBe(true);
    });
  });

  it('leaves a path between sides just where it does not claim to separate them', () => {
    forEveryCluster(shape, ({ sides, cut }, nodes) => {
      const cutKeys = new Set(keys(cut));
      const [first, second] = sides;
      if (!first || !second) return;
      const crosses = second.some((node) => reachable(node, nodes, cutKeys).has(first[0]!));
      expect(crosses).toBe(!separates(shape));
    });
  });
});

describe.each(cases.filter(({ shape }) => shape.kind !== 'oneWay'))('the partition $name', ({ shape }) => {
  it('cuts both directions or none', () => {
    forEveryCluster(shape, ({ cut }) => expect(keys(cut)).toEqual(keys([...cut].map(reversed))));
  });
});

describe.each(cases.filter(({ shape }) => separates(shape)))('the full partition $name', ({ shape }) => {
  it('puts every node on a side and cuts every link across, none within', () => {
    forEveryCluster(shape, ({ sides, cut }, nodes) => {
      expect(sides.flat().toSorted((a, b) => a - b)).toEqual(nodes);
      expect(keys(cut)).toEqual(keys(linksAcross(sides)));
    });
  });
});

describe('the sizes of partitions', () => {
  it.each<{ shape: DividingShape; nodes: number; sides: number[]; cut: number }>([
    { shape: { kind: 'halves' }, nodes: 50, sides: [25, 25], cut: 1_250 },
    { shape: { kind: 'halves' }, nodes: 5, sides: [2, 3], cut: 12 },
    { shape: { kind: 'majority' }, nodes: 10, sides: [6, 4], cut: 48 },
    { shape: { kind: 'majority', size: 3 }, nodes: 10, sides: [7, 3], cut: 42 },
    { shape: { kind: 'majority', share: 0.2 }, nodes: 10, sides: [8, 2], cut: 32 },
    { shape: { kind: 'isolate' }, nodes: 10, sides: [9, 1], cut: 18 },
    { shape: { kind: 'bridge' }, nodes: 11, sides: [5, 5], cut: 50 },
    { shape: { kind: 'ring' }, nodes: 10, sides: [], cut: 30 },
    { shape: { kind: 'ring', neighbours: 2 }, nodes: 10, sides: [], cut: 70 },
    { shape: { kind: 'oneWay', share: 0.5 }, nodes: 10, sides: [5, 5], cut: 25 },
  ])('$shape over $nodes nodes has sides of $sides and cuts $cut directed links', (expected) => {
    const { sides, cut } = divide(expected.shape, range(expected.nodes), createRng(1));
    expect(sides.map((side) => side.length)).toEqual(expected.sides);
    expect(cut).toHaveLength(expected.cut);
  });
});

describe('a ring', () => {
  const seen = (node: NodeId, nodes: NodeId[], cut: Partition['cut']): NodeId[] => {
    const lost = new Set([...cut].filter(({ from }) => from === node).map(({ to }) => to));
    return nodes.filter((other) => !lost.has(other));
  };

  it('lets every node see a majority, and no two the same one', () => {
    forEveryCluster({ kind: 'ring' }, ({ cut }, nodes) => {
      const views = nodes.map((node) => seen(node, nodes, cut));
      for (const view of views) expect(view.length).toBeGreaterThan(nodes.length / 2);
      expect(new Set(views.map(String)).size).toBe(nodes.length);
    });
  });

  it('stays connected with two neighbours each', () => {
    forEveryCluster({ kind: 'ring', neighbours: 2 }, ({ cut }, nodes) => {
      expect(reachable(0, nodes, new Set(keys(cut))).size).toBe(nodes.length);
      for (const node of nodes) expect(seen(node, nodes, cut)).toHaveLength(3);
    });
  });
});

describe('a one-way partition', () => {
  it('cuts what the unheard side sends, and nothing of what the other sends back', () => {
    forEveryCluster({ kind: 'oneWay', share: 0.5 }, ({ sides: [unheard = [], hearing = []], cut }) => {
      expect(keys(cut)).toEqual(keys(linksFromTo(unheard, hearing)));
    });
  });
});
