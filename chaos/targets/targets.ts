import type { NodeId, Rng } from '../../nodes/protocol/types.js';
import { LinkSet } from '../links/link-set.js';
import { parseSelector, type Selector, selectorForms } from './selector.js';
import { rngFor, shuffled } from './step-rng.js';

/** Where a target is looked up. */
export interface TargetScope {
  readonly nodes: readonly NodeId[];
  /** Already resolved. */
  readonly groups: ReadonlyMap<string, readonly NodeId[]>;
}

/** What a step's targets say: nodes, or links as in `left -> right` (one way) and `n1 <-> n2` (both ways). */
export type Targets =
  | { readonly kind: 'nodes'; readonly selectors: readonly Selector[] }
  | { readonly kind: 'links'; readonly pairs: readonly LinkPair[] };

interface LinkPair {
  readonly from: Selector;
  readonly to: Selector;
  readonly both: boolean;
}

const arrow = /\s*(<?->)\s*/;

/** The text of what is wrong, where the targets cannot be read. */
export function parseTargets(written: string | readonly string[]): Targets | string {
  const texts = typeof written === 'string' ? [written] : written;
  const pairs = texts.filter((text) => arrow.test(text));
  if (pairs.length > 0 && pairs.length < texts.length)
    return 'a step cannot have both nodes and links as targets';
  if (pairs.length === 0) return parseNodes(texts);
  const parsed = pairs.map(parsePair);
  const wrong = parsed.find((pair) => typeof pair === 'string');
  return wrong ?? { kind: 'links', pairs: parsed as LinkPair[] };
}

function parseNodes(texts: readonly string[]): Targets | string {
  const selectors: Selector[] = [];
  for (const text of texts) {
    const selector = parseSelector(text);
    if (!selector) return notUnderstood(text);
    selectors.push(selector);
  }
  return { kind: 'nodes', selectors };
}

function parsePair(text: string): LinkPair | string {
  const [left = '', sign, right = '', ...more] = text.split(arrow);
  const from = parseSelector(left);
  const to = parseSelector(right);
  if (!from || !to || more.length > 0) return notUnderstood(text);
  return { from, to, both: sign === '<->' };
}

const notUnderstood = (text: string): string =>
  `expected ${selectorForms}, or \`one -> other\`, got "${text}"`;

/** The nodes that the selectors mean together, ascending, each once; the same generator state gives the same nodes. */
export function selectNodes(
  selectors: readonly Selector[],
  scope: TargetScope,
  rng: Rng,
  turn = 0,
): NodeId[] {
  const chosen = new Set(selectors.flatMap((selector) => select(selector, scope, rng, turn)));
  return scope.nodes.filter((node) => chosen.has(node));
}

function select(selector: Selector, scope: TargetScope, rng: Rng, turn: number): readonly NodeId[] {
  if (selector.kind === 'all') return scope.nodes;
  if (selector.kind === 'node') return [selector.node];
  if (selector.kind === 'group') return scope.groups.get(selector.name) ?? [];
  const pool = select(selector.of, scope, rng, turn);
  if (selector.kind === 'turn') return pool.length === 0 ? [] : [pool[turn % pool.length]!];
  const share = selector.kind === 'share' ? Math.max(1, Math.round(selector.share * pool.length)) : 0;
  return shuffled(pool, rng).slice(0, selector.kind === 'count' ? selector.count : share);
}

/** The links that the pairs mean together, each once, none from a node to itself. */
export function selectLinks(pairs: readonly LinkPair[], scope: TargetScope, rng: Rng, turn = 0): LinkSet {
  return LinkSet.of(
    pairs.flatMap(({ from, to, both }) => {
      const sources = selectNodes([from], scope, rng, turn);
      const sinks = selectNodes([to], scope, rng, turn);
      return [{ from: sources, to: sinks }, ...(both ? [{ from: sinks, to: sources }] : [])];
    }),
  );
}

/** The groups of a scenario; a group's drawing depends on the seed and the group's name alone. */
export function resolveGroups(
  groups: Readonly<Record<string, readonly string[]>>,
  nodes: readonly NodeId[],
  seed: number,
): TargetScope {
  const resolved = Object.entries(groups).map(([name, texts]) => {
    const selectors = texts.flatMap((text) => parseSelector(text) ?? []);
    return [name, selectNodes(selectors, { nodes, groups: new Map() }, rngFor(seed, 'group', name))] as const;
  });
  return { nodes, groups: new Map(resolved) };
}
