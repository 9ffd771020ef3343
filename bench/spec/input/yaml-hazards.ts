import type { Alias, Document, Node, Pair } from 'yaml';
import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import { isReservedName } from '../../../nodes/reserved-name.js';

/** One thing in a YAML document that no field can be made of; `offset` is its first character. */
export interface Hazard {
  readonly offset: number;
  readonly text: string;
}

/** Levels of sections within sections; a spec has six. */
const mostLevels = 64;

/** Values that all aliases of a file stand for together. */
const mostAliased = 5_000;

const plainTags = ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map(
  (name) => `tag:yaml.org,2002:${name}`,
);

/**
 * What keeps a document from being read as plain fields, in the order of the text: aliases without an anchor, within their own
 * anchor, or standing for more than can be meant; tags; names that are no text; numbers without end; sections nested beyond reason.
 */
export function yamlHazards({ contents }: Document): readonly Hazard[] {
  const walk = new Walk();
  if (isNode(contents)) walk.node(contents, 1);
  return walk.hazards;
}

class Walk {
  readonly hazards: Hazard[] = [];
  readonly #anchors = new Map<string, Node>();
  /** How many values a finished node stands for. */
  readonly #values = new Map<Node, number>();
  readonly #open = new Set<Node>();
  #aliased = 0;

  /** How many values the node stands for, aliases written out. */
  node(node: Node, level: number): number {
    if (isAlias(node)) return this.#alias(node);
    if (node.anchor) this.#anchors.set(node.anchor, node);
    const { tag } = node;
    if (tag !== undefined && !plainTags.includes(tag)) {
      this.#found(node, `the tag ${tag.replace('tag:yaml.org,2002:', '!!')} is not supported: remove it`);
    }
    if (isScalar(node)) {
      if (typeof node.value === 'number' && !Number.isFinite(node.value)) {
        this.#found(node, `expected a finite number, got ${node.source ?? node.value}`);
      }
      return 1;
    }
    if (level > mostLevels) {
      this.#found(node, `sections are nested more than ${mostLevels} levels deep`);
      return 1;
    }
    this.#open.add(node);
    const children: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
    let values = 1;
    for (const child of children) {
      if (isPair(child)) values += this.#pair(child, level);
      else if (isNode(child)) values += this.node(child, level + 1);
    }
    this.#open.delete(node);
    this.#values.set(node, values);
    return values;
  }

  #pair({ key, value }: Pair, level: number): number {
    if (isMergeKey(key)) {
      const values = isNode(value) ? this.node(value, level + 1) : 1;
      const sources = isSeq(value) ? value.items : [value];
      const wrong = sources.find((source) => !isMap(this.#target(source)));
      if (wrong !== undefined && !this.hazards.length) {
        this.#found(isNode(wrong) ? wrong : (key as Node), 'expected fields to merge, or an alias of fields');
      }
      return values;
    }
    if (isNode(key)) {
      this.node(key, level + 1);
      if (!isScalar(key) || key.value === null) this.#found(key, 'expected the name of a field');
      else if (isReservedName(String(key.value)))
        this.#found(key, `no field can have the name ${String(key.value)}`);
    }
    return isNode(value) ? this.node(value, level + 1) : 1;
  }

  #alias(alias: Alias): number {
    const target = this.#target(alias) as Node | undefined;
    const written = `*${alias.source}`;
    if (target === undefined) {
      this.#found(alias, `the alias ${written} is unresolved: no anchor &${alias.source} stands above it`);
      return 1;
    }
    if (this.#open.has(target)) {
      this.#found(alias, `the alias ${written} stands within its own anchor, so it has no end`);
      return 1;
    }
    const values = this.#values.get(target) ?? 1;
    const before = this.#aliased;
    this.#aliased += values;
    if (before <= mostAliased && this.#aliased > mostAliased) {
      this.#found(alias, `too many aliases: together they stand for more than ${mostAliased} values`);
    }
    return values;
  }

  #target(node: unknown): unknown {
    return isAlias(node) ? this.#anchors.get(node.source) : node;
  }

  #found(node: Node, text: string): void {
    this.hazards.push({ offset: node.range?.[0] ?? 0, text });
  }
}

/** `<<`, whose fields are taken over. */
export const isMergeKey = (key: unknown): boolean =>
  isScalar(key) &&
  (key.value === '<<' || typeof key.value === 'symbol') &&
  key.type !== 'QUOTE_DOUBLE' &&
  key.type !== 'QUOTE_SINGLE';
