import { z } from 'zod';
import { stepFaultSchema } from '../faults/fault.js';

/** Lower-case words joined by dashes: names of steps and groups. */
const label = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'expected a name of lower-case letters, digits and dashes');

const durationMs = z.number().gt(0).max(86_400_000);

/** As in `invariants.lostUpdates.fromLiveOrigin==0` or `recovery.convergenceAfterHealMs < 5s`. */
const expectation = z
  .string()
  .regex(/^[A-Za-z][\w.]*\s*(<=|>=|==|!=|<|>)\s*\S+$/, 'expected a comparison such as reach==1');

const flappingSchema = z.strictObject({
  /** From one cut to the next, ms. */
  periodMs: durationMs,
  /** Share of each period in which the fault is on, 0 to 1; it comes first. */
  duty: z.number().gt(0).lt(1).default(0.5),
});

/** One step: what happens to whom, when, for how long, how often. Times count from the beginning of the window. */
export const chaosStepSchema = z.strictObject({
  /** Left out: the fault's kind and the step's number. */
  name: label.optional(),
  atMs: z.number().min(0).max(86_400_000),
  /** Left out: until the window ends. */
  forMs: durationMs.optional(),
  /** Again after so long, counted from beginning to beginning. */
  everyMs: durationMs.optional(),
  /** No repetition begins at this time or later; left out: the window's end. */
  untilMs: durationMs.optional(),
  /** The fault is applied and healed in turns while the step lasts; whom it hits is drawn once. */
  flapping: flappingSchema.optional(),
  fault: stepFaultSchema,
  /** Who, in the grammar of targets.ts; several are taken together. */
  targets: z.union([z.string(), z.array(z.string()).min(1)]).default('all'),
});

/** The `chaos` section of a spec, resolved: times in ms, shares from 0 to 1. */
export const chaosSchema = z.strictObject({
  /** Length of the chaos window. The load goes on in it; at its end everything is healed. */
  windowMs: durationMs,
  /** After the heal, the run waits at most so long for the cluster to be whole again. */
  recoveryMs: durationMs.default(10_000),
  /** Named lists of targets, resolved once, by seed. */
  groups: z.record(label, z.array(z.string()).min(1)).default({}),
  steps: z.array(chaosStepSchema).min(1).max(1_000),
  /** What must hold in the end, in the grammar of thresholds. */
  expectations: z.array(expectation).default([]),
  /** Those of the expectations that must fail: a documented weakness. The run passes if exactly these fail. */
  expectFail: z.array(z.string()).default([]),
});

export type ChaosSpec = z.output<typeof chaosSchema>;
export type ChaosStep = ChaosSpec['steps'][number];

export const stepName = (step: ChaosStep, index: number): string =>
  step.name ?? `${step.fault.kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-${index + 1}`;
