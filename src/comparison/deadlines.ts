import type { Result } from '../../bench/result/result.js';

/** Whether specs differ in where what is beyond the deadline, or never came, begins: at the deadline, or at the end of the recovery window. */
export function deadlinesDiffer(specs: readonly Result['spec'][]): boolean {
  const windows = specs.map((spec) => {
    const { phases, chaos } = spec as { phases?: { deadlineMs?: unknown }; chaos?: { recoveryMs?: unknown } };
    return JSON.stringify([phases?.deadlineMs, chaos?.recoveryMs]);
  });
  return new Set(windows).size > 1;
}
