import { createHash } from 'node:crypto';
import type { RunContext } from '../../bench/result/result.js';
import { describeMachine } from '../../bench/run/machine.js';

type Machine = RunContext['machine'];

/**
 * Figures are compared only between machines of one id: processor, cores, and memory in GiB. A new kernel is no other machine: it may be what a change
 * comes from.
 */
export const machineId = ({ cpu, cores, memoryMiB }: Machine): string =>
  shortHash(`${cpu}|${cores}|${Math.round(memoryMiB / 1024)}`);

export const thisMachineId = (): string => machineId(describeMachine());

/** Eight hexadecimal digits. */
export const shortHash = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 8);
