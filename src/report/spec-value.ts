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

/**
 * Whose nodes they are: `memberlist@0.7.0`, or the last part of a path; of a mixed cluster with their counts, `memberlist@0.6.0 (3) and
 * memberlist@0.7.0 (2)`; undefined of the reference.
 */
export function nodeName({ node, cluster }: Record<string, unknown>): string | undefined {
  const { implementations } = fieldsOf(cluster);
  if (!Array.isArray(implementations)) return lastPart(fieldsOf(node).use);
  const names = implementations.map(fieldsOf).map(({ use, count }) => `${lastPart(use) ?? '?'} (${count})`);
  return names.join(' and ');
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const lastPart = (use: unknown): string | undefined =>
  typeof use === 'string' ? use.replace(/^.*[\\/]/, '') : undefined;
