/** Reads a number of the resolved spec as it stands in result.json; undefined where it is absent or no number. */
export function specNumber(spec: Record<string, unknown>, ...path: string[]): number | undefined {
  let value: unknown = spec;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'number' ? value : undefined;
}

/** Reads a list of texts at the top of the resolved spec; empty where there is none. */
export function specTexts(spec: Record<string, unknown>, key: string): string[] {
  const value = spec[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export const specName = (spec: Record<string, unknown>): string =>
  typeof spec.name === 'string' ? spec.name : 'unnamed';

/** Whose nodes they are: `memberlist@0.7.0`, or the last part of a path; undefined of the reference. */
export function nodeName({ node }: Record<string, unknown>): string | undefined {
  const use = typeof node === 'object' && node !== null ? (node as Record<string, unknown>).use : undefined;
  return typeof use === 'string' ? use.replace(/^.*[\\/]/, '') : undefined;
}
