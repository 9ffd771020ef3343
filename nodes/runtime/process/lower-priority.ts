import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** A node gets about a tenth of what the harness gets where cores are short. */
const niceness = 10;

/**
 * Lets a node's process stand back where cores are short, so that what measures it and what offers the load are on time
 * while the nodes saturate the machine. Where no load is to do that they are equals: a node that is put off would be late.
 * The scheduler weighs sessions before processes (sched(7), autogroup), and a node has a session of its own: both are set.
 * Lowering one's own children needs no privilege.
 */
export function lowerPriority(pid: number): void {
  for (const lower of [
    () => setPriority(pid, niceness),
    () => writeFileSync(`/proc/${pid}/autogroup`, String(niceness)),
  ]) {
    try {
      lower();
    } catch {
      // It has ended, or this kernel has no such thing: then it competes as an equal.
    }
  }
}
