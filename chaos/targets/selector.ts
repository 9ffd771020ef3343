import { nodeOfName } from './node-name.js';

/** Whom a target means, as it is written. */
export type Selector =
  | { readonly kind: 'all' }
  | { readonly kind: 'node'; readonly node: number }
  | { readonly kind: 'group'; readonly name: string }
  /** Drawn by seed: so many, or a share (rounded to whole nodes, at least one), of all or of a group. */
  | { readonly kind: 'count'; readonly count: number; readonly of: Selector }
  | { readonly kind: 'share'; readonly share: number; readonly of: Selector }
  /** Repetition r of a step takes the r-th. */
  | { readonly kind: 'turn'; readonly of: Selector };

export const selectorForms =
  'n3, all, random, `2 random`, 30%, the name of a group, any of these `of` a group, or `all in turn`';

const percentPattern = /^(\d+(?:\.\d+)?) ?%$/;
const countPattern = /^(\d+) random$/;

function parsePool(text: string): Selector | undefined {
  if (text === 'all') return { kind: 'all' };
  const node = nodeOfName(text);
  if (node !== undefined) return { kind: 'node', node };
  return /^[a-z][a-z0-9-]*$/.test(text) && text !== 'random' ? { kind: 'group', name: text } : undefined;
}

function parseDrawn(text: string, of: Selector): Selector | undefined {
  if (text === 'random') return { kind: 'count', count: 1, of };
  const count = countPattern.exec(text)?.[1];
  if (count !== undefined) return { kind: 'count', count: Number(count), of };
  const percent = percentPattern.exec(text)?.[1];
  return percent === undefined ? undefined : { kind: 'share', share: Number(percent) / 100, of };
}

/** Undefined where the text is no selector at all; whether what it names exists is not looked at here. */
export function parseSelector(text: string): Selector | undefined {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  if (trimmed.endsWith(' in turn')) {
    const of = parsePool(trimmed.slice(0, -' in turn'.length));
    return of && { kind: 'turn', of };
  }
  const [drawn = '', group] = trimmed.split(' of ');
  if (group === undefined) return parseDrawn(drawn, { kind: 'all' }) ?? parsePool(drawn);
  const of = parsePool(group);
  return of && parseDrawn(drawn, of);
}
