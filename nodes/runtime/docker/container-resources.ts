import type Docker from 'dockerode';
import type { NodeResources } from '../cluster.js';

type Stats = Pick<Docker.ContainerStats, 'cpu_stats' | 'memory_stats'>;

/** CPU time and memory of a container, in one reading (API 1.41: `one-shot`). */
export async function containerResources(container: Docker.Container): Promise<NodeResources | undefined> {
  return readStats(await container.stats({ stream: false, 'one-shot': true }));
}

/**
 * Memory without the page cache that can be given back, as `docker stats` counts it: `total_inactive_file` of cgroup
 * v1, `inactive_file` of v2. Undefined for a container that does not run.
 */
export function readStats({ cpu_stats: cpu, memory_stats: memory }: Stats): NodeResources | undefined {
  if (memory.usage === undefined) return undefined;
  const inner: Readonly<Record<string, number>> = { ...memory.stats };
  const cache = inner.total_inactive_file ?? inner.inactive_file ?? 0;
  return {
    cpuMs: cpu.cpu_usage.total_usage / 1e6,
    memoryBytes: memory.usage - Math.min(cache, memory.usage),
  };
}
