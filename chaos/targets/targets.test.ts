import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkKey } from '../links/directed-links.js';
import { rngFor } from './step-rng.js';
import { groupProblems, targetProblems } from './target-problems.js';
import { parseTargets, resolveGroups, selectLinks, selectNodes } from './targets.js';

const nodes = Array.from({ length: 10 }, (_, id) => id);
const scope = resolveGroups({ left: ['n0', 'n1'], right: ['n7', 'n8', 'n9'] }, nodes, 1);

function chosen(written: string | string[], seed = 1, turn = 0): number[] {
  const targets = parseTargets(written);
  if (typeof targets === 'string' || targets.kind === 'links') throw new Error(`no nodes: ${written}`);
  return selectNodes(targets.selectors, scope, rngFor(seed, 'test'), turn);
}

describe('targets', () => {
  it.each<[string | string[], number[]]>([
    ['n3', [3]],
    [
      ['n9', 'n3', 'n3'],
      [3, 9],
    ],
    ['all', nodes],
    ['left', [0, 1]],
    [
      ['left', 'n5'],
      [0, 1, 5],
    ],
    ['100%', nodes],
    ['2 random of left', [0, 1]],
    [' all ', nodes],
  ])('%o are the nodes %o', (written, expected) => {
    expect(chosen(written)).toEqual(expected);
  });

  it.each([
    ['random', 1],
    ['2 random', 2],
    ['30%', 3],
    ['33%', 3],
    ['1%', 1],
    ['50% of right', 2],
  ])('%s are so many nodes: %i', (written, count) => {
    expect(chosen(written)).toHaveLength(count);
  });

  it('are the same for the same seed, and depend on it', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(chosen('4 random', seed)).toEqual(chosen('4 random', seed));
      }),
    );
    const drawn = Array.from({ length: 20 }, (_, seed) => String(chosen('4 random', seed)));
    expect(new Set(drawn).size).toBeGreaterThan(10);
  });

  it('in turn go round', () => {
    expect([0, 1, 2, 3].map((turn) => chosen('right in turn', 1, turn))).toEqual([[7], [8], [9], [7]]);
  });

  it.each([
    ['left -> right', 6],
    ['left <-> right', 12],
    [['n1 -> n2', 'n1 -> n2', 'n2->n1'], 2],
    ['all -> n4', 9],
    ['left -> left', 2],
  ])('%o are so many links: %i', (written, count) => {
    const targets = parseTargets(written);
    if (typeof targets === 'string' || targets.kind === 'nodes') throw new Error('no links');
    const links = [...selectLinks(targets.pairs, scope, rngFor(1, 'test'))];
    expect(new Set(links.map(linkKey)).size).toBe(count);
    expect(links.every(({ from, to }) => from !== to)).toBe(true);
  });
});

describe('groups', () => {
  it('drawn by seed do not depend on each other', () => {
    const alone = resolveGroups({ some: ['4 random'] }, nodes, 9).groups.get('some');
    const beside = resolveGroups({ other: ['5 random'], some: ['4 random'] }, nodes, 9).groups.get('some');
    expect(beside).toEqual(alone);
  });

  it.each([
    ['left', 'a group cannot hold another group'],
    ['n30', 'unknown node n30; the nodes are n0 to n9'],
    ['', 'expected n3, all'],
  ])('refuse the member "%s"', (written, text) => {
    expect(groupProblems(written, scope).join()).toContain(text);
  });
});

describe('wrong targets are named', () => {
  it.each<[string | string[], string]>([
    ['n10', 'unknown node n10; the nodes are n0 to n9'],
    ['middle', 'unknown group middle; the groups are left, right'],
    ['130%', 'expected a share above 0% and up to 100%, got 130%'],
    ['0%', 'got 0%'],
    ['11 random', '11 nodes are requested, and there are 10'],
    ['3 random of left', '3 nodes are requested, and there are 2'],
    ['0 random', 'at least one node'],
    ['three nodes', 'got "three nodes"'],
    [['n1', 'n2 -> n3'], 'a step cannot have both nodes and links as targets'],
    ['n1 -> n2 -> n3', 'got "n1 -> n2 -> n3"'],
    ['n1 -> n99', 'unknown node n99'],
  ])('%o', (written, text) => {
    expect(targetProblems(written, scope).join()).toContain(text);
  });
});
