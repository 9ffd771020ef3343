import { readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second, whatever the kernel's own clock (proc(5), USER_HZ). */
const msPerTick = 10;

/** CPU time that a process has taken, ms, with its threads; undefined where the system does not tell, or it is gone. */
export function cpuMsOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields 14 and 15; the name, field 2, may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return msPerTick * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return undefined; // No Linux, or no such process: the caller has the time that passed.
  }
}
