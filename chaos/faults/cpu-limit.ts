import { z } from 'zod';

/** A slow node: its CPU time is limited. */
export const cpuLimitSchema = z.strictObject({
  kind: z.literal('cpuLimit'),
  /** Cores that the node may use; 0.05 is a twentieth of one. */
  cpus: z.number().min(0.01).max(64),
});

export type CpuLimit = z.output<typeof cpuLimitSchema>;

/** Within each period the node runs for so long and is held for the rest. */
export interface CpuQuota {
  readonly periodMs: number;
  readonly runMs: number;
  /** As the engine's API takes it: billionths of a core. */
  readonly nanoCpus: number;
}

/** The period of the kernel's CFS bandwidth control (its default), which the engine uses too. */
const periodMs = 100;

export const cpuQuota = ({ cpus }: CpuLimit): CpuQuota => ({
  periodMs,
  runMs: Math.min(periodMs, Math.max(1, Math.round(cpus * periodMs))),
  nanoCpus: Math.round(cpus * 1e9),
});
