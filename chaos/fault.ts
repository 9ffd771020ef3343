import { z } from 'zod';
import { churnSchema } from './faults/churn.js';
import { cpuLimitSchema } from './faults/cpu-limit.js';
import { killSchema } from './faults/kill.js';
import { latencyPresetSchema } from './faults/latency-preset.js';
import { limitDataSchema } from './faults/limit-data.js';
import { linkQualitySchema } from './faults/link-quality.js';
import { maliciousSchema } from './faults/malicious.js';
import { partitionSchema } from './faults/partition.js';
import { pauseSchema } from './faults/pause.js';
import { resetSchema } from './faults/reset.js';
import { restartSchema } from './faults/restart.js';
import { slicerSchema } from './faults/slicer.js';
import { slowCloseSchema } from './faults/slow-close.js';
import { stopSchema } from './faults/stop.js';

/** Every fault that a step of a scenario can ask for. */
export const stepFaultSchema = z.discriminatedUnion('kind', [
  partitionSchema,
  linkQualitySchema,
  latencyPresetSchema,
  slowCloseSchema,
  resetSchema,
  slicerSchema,
  limitDataSchema,
  killSchema,
  stopSchema,
  pauseSchema,
  restartSchema,
  churnSchema,
  cpuLimitSchema,
  maliciousSchema,
]);

export type StepFault = z.output<typeof stepFaultSchema>;
export type FaultKind = StepFault['kind'];

/** What a schedule is made of: presets have become link qualities, and churn the absences of single nodes. */
export type ScheduledFault = Exclude<StepFault, { kind: 'latencyPreset' | 'churn' }>;

/** On what a fault acts: on links between its targets, on links that touch them, or on the targets themselves. */
export const faultScopes = {
  partition: 'among',
  latencyPreset: 'among',
  linkQuality: 'touching',
  slowClose: 'touching',
  reset: 'touching',
  slicer: 'touching',
  limitData: 'touching',
  kill: 'nodes',
  stop: 'nodes',
  pause: 'nodes',
  restart: 'nodes',
  churn: 'nodes',
  cpuLimit: 'nodes',
  malicious: 'nodes',
} as const satisfies Record<FaultKind, 'among' | 'touching' | 'nodes'>;

/** Faults of which a node can suffer but one kind at a time: it cannot be dead and frozen, or dead and attacking. */
export const exclusiveKinds: ReadonlySet<FaultKind> = new Set([
  'kill',
  'stop',
  'pause',
  'restart',
  'malicious',
]);
