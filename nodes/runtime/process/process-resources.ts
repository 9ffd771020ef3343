import { readFile } from 'node:fs/promises';
import type { NodeResources } from '../cluster.js';

/** USER_HZ and the page size: 100 and 4,096 on every Linux that Node runs on, but for 64 KiB pages of some ARM kernels. */
const msPerTick = 10;
const pageBytes = 4096;

/**
 * CPU time and resident memory of one process as Linux accounts them (proc(5): fields 14, 15 and 24 of stat).
 * Undefined when it has ended, or where there is no /proc.
 */
export async function processResources(pid: number): Promise<NodeResources | undefined> {
  try {
    return resourcesIn(await readFile(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    // It has ended, or this is no Linux; the caller knows which.
    return undefined;
  }
}

/** Reads the line of /proc/PID/stat. */
export function resourcesIn(stat: string): NodeResources | undefined {
  // The second field is the name in parentheses, and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [userTicks, systemTicks, pages] = [fields[11], fields[12], fields[21]].map(Number);
  if (userTicks === undefined || systemTicks === undefined || pages === undefined) return undefined;
  return { cpuMs: (userTicks + systemTicks) * msPerTick, memoryBytes: pages * pageBytes };
}
