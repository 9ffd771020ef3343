import type { NodeDescription } from '../../nodes/contract/capabilities.js';

/**
 * Versions of the implementations that ran, by name, for the surroundings of a run: `0.7.0`; of several versions, or beside other
 * implementations, with how many starts of nodes each had: `0.6.0 (3 starts) and 0.7.0 (2 starts)`.
 */
export function implementationVersions(described: readonly NodeDescription[]): Record<string, string> {
  const starts = new Map<string, Map<string, number>>();
  for (const { implementation, version } of described) {
    const versions = starts.get(implementation) ?? new Map<string, number>();
    starts.set(implementation, versions);
    versions.set(version || 'unknown', (versions.get(version || 'unknown') ?? 0) + 1);
  }
  const isPlain = starts.size === 1 && [...starts.values()].every(({ size }) => size === 1);
  return Object.fromEntries(
    [...starts].map(([name, versions]) => [
      name,
      [...versions]
        .map(([version, count]) =>
          isPlain ? version : `${version} (${count} ${count === 1 ? 'start' : 'starts'})`,
        )
        .join(' and '),
    ]),
  );
}
