import { describe, expect, it } from 'vitest';
import type { LinkMatrix } from '../../../../bench/analysis/series/report-series.js';
import { linkWords, nodeList } from './link-words.js';
import { matrixSvg } from './matrix-svg.js';

const ids = (nodes: number) => Array.from({ length: nodes }, (_, node) => node);
const matrix = (nodes: number, parts: Partial<LinkMatrix>): LinkMatrix => ({
  name: 'fault',
  kind: 'partition',
  windows: [],
  order: ids(nodes),
  cut: [],
  degraded: [],
  down: [],
  ...parts,
});

describe('nodes in words', () => {
  it.each([
    [[3], 'n3'],
    [[0, 2, 4, 6, 8, 10, 12, 14, 16], '9 nodes (n0, n2, n4, …)'],
    [[4, 3], 'n3–n4'],
    [[0, 1, 2, 7, 8, 9, 5], 'n0–n2, n5, n7–n9'],
  ])('%j is %s', (nodes, text) => expect(nodeList(nodes)).toBe(text));
});

describe('links in words', () => {
  const isolated: [number, number][] = [
    [0, 1],
    [0, 2],
    [1, 0],
    [2, 0],
  ];
  it.each([
    [
      'a cut',
      matrix(3, { cut: isolated }),
      '4 of 6 directed links are cut: n0 cannot reach n1–n2; n1–n2 cannot reach n0.',
    ],
    ['bad links', matrix(3, { degraded: [[0, 1]] }), '1 of 6 directed links are degraded: from n0 to n1.'],
    [
      'links that are all bad',
      matrix(2, {
        degraded: [
          [0, 1],
          [1, 0],
        ],
      }),
      'All 2 directed links are degraded.',
    ],
    ['nodes that are down', matrix(3, { down: [1, 2] }), 'n1–n2 are down: no node reaches them.'],
  ])('%s', (_, links, text) => expect(linkWords(links)).toBe(text));

  it('stay short where every node is cut off from others', () => {
    const ring = ids(50).flatMap((node) =>
      ids(50).flatMap((to): [number, number][] =>
        (to - node + 50) % 50 > 1 && (node - to + 50) % 50 > 1 ? [[node, to]] : [],
      ),
    );
    expect(linkWords(matrix(50, { cut: ring }))).toMatch(/and so on for 44 more groups of nodes\.$/);
  });
});

describe('the drawing of links', () => {
  const labelled = (nodes: number) =>
    [...matrixSvg(matrix(nodes, { cut: [[0, 1]] }), '').text.matchAll(/text-anchor="end">(\d+)</g)].map(
      ([, label]) => Number(label),
    );
  it.each([
    [10, 10, 9],
    [50, 10, 45],
    [200, 10, 180],
  ])('of %i nodes bears %i labels, the last being n%i', (nodes, count, last) => {
    expect([labelled(nodes).length, labelled(nodes).at(-1)]).toEqual([count, last]);
  });

  it('draws neighbouring cells of a row as one', () => {
    const { text } = matrixSvg(
      matrix(4, {
        cut: [
          [0, 1],
          [0, 2],
          [0, 3],
          [2, 0],
        ],
      }),
      '',
    );
    // Cells of 280 / 4 = 70 units from (30, 30) on.
    expect(text).toContain('class="m-cut" d="M100 30h210v70h-210zM30 170h70v70h-70z"');
  });

  it('covers row and column of a node that is down, but not its own cell', () => {
    const { text } = matrixSvg(matrix(2, { down: [1] }), '');
    expect(text).toContain('class="m-down" d="M170 30h140v140h-140zM30 170h140v140h-140z"');
  });
});
