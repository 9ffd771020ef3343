import { z } from 'zod';
import { churnSchema } from './churn.js';
import { cpuLimitSchema } from './cpu-limit.js';
import { datagramsSchema } from './datagrams.js';
import { killSchema } from './kill.js';
import { latencyPresetSchema } from './latency-preset.js';
import { limitDataSchema } from './limit-data.js';
import { linkQualitySchema } from './link-quality.js';
import { maliciousSchema } from './malicious.js';
import { partitionSchema } from './partition.js';
import { pauseSchema } from './pause.js';
import { replaceSchema } from './replace.js';
import { resetSchema } from './reset.js';
import { restartSchema } from './restart.js';
import { slicerSchema } from './slicer.js';
import { slowCloseSchema } from './slow-close.js';
import { stopSchema } from './stop.js';

/** Every fault that a step of a scenario can ask for. */
export const stepFaultSchema = z.discriminatedUnion('kind', [
  partitionSchema,
  linkQualitySchema,
  latencyPresetSchema,
  slowCloseSchema,
  resetSchema,
  slicerSchema,
  limitDataSchema,
  datagramsSchema,
  killSchema,
  stopSchema,
  pauseSchema,
  restartSchema,
  replaceSchema,
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
  datagrams: 'touching',
  kill: 'nodes',
  stop: 'nodes',
  pause: 'nodes',
  restart: 'nodes',
  replace: 'nodes',
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
  'replace',
  'malicious',
]);
