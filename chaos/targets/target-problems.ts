import { nodeName } from './node-name.js';
import { parseSelector, type Selector, selectorForms } from './selector.js';
import { parseTargets, type TargetScope } from './targets.js';

/** What is wrong with a step's targets, as sentences; empty where nothing is. */
export function targetProblems(written: string | readonly string[], scope: TargetScope): string[] {
  const targets = parseTargets(written);
  if (typeof targets === 'string') return [targets];
  const selectors =
    targets.kind === 'nodes' ? targets.selectors : targets.pairs.flatMap(({ from, to }) => [from, to]);
  return selectors.flatMap((selector) => selectorProblems(selector, scope));
}

/** What is wrong with one member of a group: a group holds nodes, drawn or named, and no other group. */
export function groupProblems(written: string, scope: TargetScope): string[] {
  const selector = parseSelector(written);
  if (!selector) return [`expected ${selectorForms}, got "${written}"`];
  const pool = 'of' in selector ? selector.of : selector;
  if (pool.kind === 'group') return [`expected nodes, got "${written}": a group cannot hold another group`];
  return selectorProblems(selector, scope);
}

function selectorProblems(selector: Selector, scope: TargetScope): string[] {
  const { nodes, groups } = scope;
  if (selector.kind === 'node')
    return nodes.includes(selector.node) ? [] : [noSuchNode(selector.node, nodes)];
  if (selector.kind === 'group') return groups.has(selector.name) ? [] : [noSuchGroup(selector.name, groups)];
  if (!('of' in selector)) return [];
  return [...selectorProblems(selector.of, scope), ...drawingProblems(selector, scope)];
}

function drawingProblems(selector: Selector, { nodes, groups }: TargetScope): string[] {
  if (selector.kind === 'share' && !(selector.share > 0 && selector.share <= 1)) {
    return [`expected a share above 0% and up to 100%, got ${Math.round(selector.share * 1e6) / 1e4}%`];
  }
  if (selector.kind !== 'count') return [];
  const { count, of } = selector;
  const pool = of.kind === 'group' ? groups.get(of.name) : nodes;
  if (count === 0) return ['expected at least one node, got 0'];
  return pool && count > pool.length ? [`${count} nodes are requested, and there are ${pool.length}`] : [];
}

export const noSuchNode = (node: number, nodes: readonly number[]): string =>
  `unknown node ${nodeName(node)}; the nodes are ${nodeName(nodes[0]!)} to ${nodeName(nodes.at(-1)!)}`;

function noSuchGroup(name: string, groups: ReadonlyMap<string, unknown>): string {
  const known =
    groups.size > 0 ? `the groups are ${[...groups.keys()].join(', ')}` : 'the scenario has no groups';
  return `unknown group ${name}; ${known}`;
}
