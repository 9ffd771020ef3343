import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeResources } from '../../cluster.js';

/** Files of one control group in which its CPU time and memory stand. */
export interface CgroupFiles {
  /** v1: nanoseconds; v2: lines of which `usage_usec` is one. */
  readonly cpu: string;
  readonly memoryUsage: string;
  readonly memoryStat: string;
}

const root = '/sys/fs/cgroup';

/**
 * The control group of a container whose first process is `pid`, where the engine runs on this machine and the group
 * is visible; undefined elsewhere. That the group bears the container's id proves that it is not another machine's pid.
 */
export async function findCgroup(pid: number, containerId: string): Promise<CgroupFiles | undefined> {
  try {
    const files = parseCgroup(await readFile(`/proc/${pid}/cgroup`, 'utf8'), containerId);
    if (files) await access(files.cpu);
    return files;
  } catch {
    // No such process or no such mount: the engine is elsewhere, or the container has ended.
    return undefined;
  }
}

/** Reads cgroups(7)'s `/proc/PID/cgroup`: `id:controllers:path` a line, one line `0::path` in v2. */
export function parseCgroup(text: string, containerId: string): CgroupFiles | undefined {
  const paths = new Map<string, string>();
  for (const line of text.trim().split('\n')) {
    const [, controllers = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (!path.includes(containerId)) continue;
    for (const controller of controllers.split(',')) paths.set(controller, join(root, controllers, path));
  }
  const [cpu, memory, unified] = ['cpuacct', 'memory', ''].map((controller) => paths.get(controller));
  if (cpu && memory) {
    return {
      cpu: join(cpu, 'cpuacct.usage'),
      memoryUsage: join(memory, 'memory.usage_in_bytes'),
      memoryStat: join(memory, 'memory.stat'),
    };
  }
  if (!unified) return undefined;
  return {
    cpu: join(unified, 'cpu.stat'),
    memoryUsage: join(unified, 'memory.current'),
    memoryStat: join(unified, 'memory.stat'),
  };
}

/** Undefined when the group is gone: its container has ended. */
export async function readCgroup(files: CgroupFiles): Promise<NodeResources | undefined> {
  try {
    const [cpu, usage, stat] = await Promise.all(
      [files.cpu, files.memoryUsage, files.memoryStat].map((path) => readFile(path, 'utf8')),
    );
    return cgroupResources(cpu ?? '', usage ?? '', stat ?? '');
  } catch {
    return undefined;
  }
}

/** Memory without the page cache that can be given back, as the engine counts it. */
export function cgroupResources(cpu: string, usage: string, stat: string): NodeResources {
  const microseconds = field(cpu, 'usage_usec');
  const memory = Number(usage);
  const cache = field(stat, 'total_inactive_file') ?? field(stat, 'inactive_file') ?? 0;
  return {
    cpuMs: microseconds === undefined ? Number(cpu) / 1e6 : microseconds / 1e3,
    memoryBytes: memory - Math.min(cache, memory),
  };
}

function field(text: string, name: string): number | undefined {
  const value = new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1];
  return value === undefined ? undefined : Number(value);
}
