import { isReservedName } from '../../../nodes/reserved-name.js';

/** The field of a spec as it is written; undefined where it is not. */
export function fieldAt(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], tree);
}

/** Sets a value inside a section, which is made where there is none; false where what is there has no such fields, and is left as it is. */
export function setFieldAt(tree: Record<string, unknown>, path: readonly string[], value: unknown): boolean {
  const [key, ...rest] = path;
  // What every object has by itself is no field.
  if (key === undefined || isReservedName(key)) return false;
  if (Array.isArray(tree) && !/^\d+$/.test(key)) return false;
  if (rest.length === 0) {
    tree[key] = value;
    return true;
  }
  const section = tree[key] ?? {};
  tree[key] = section;
  return typeof section === 'object' && setFieldAt(section as Record<string, unknown>, rest, value);
}
