import { z } from 'zod';
import { linkQualitySchema } from '../../chaos/faults/link-quality.js';
import { chaosSchema } from '../../chaos/spec/chaos-spec.js';
import { parameterValueSchema } from '../../nodes/contract/lines/messages.js';
import { protocolConfigSchema } from '../../nodes/protocol/node/config.js';
import { linkKinds } from '../../nodes/runtime/link-kind.js';
import { runtimeKinds } from '../../nodes/runtime/runtime-kind.js';
import { simulationSchema } from '../../nodes/runtime/sim/simulation.js';
import { workloadSchema } from '../workload/workload.js';

/**
 * What a run does when a node is reported failed and no fault explains it. ignore: it is recorded as a false positive.
 * end: the run ends as failed. rollback: all faults are healed, what is left of the chaos window is left out, and the run
 * goes on with the recovery. retry: the run ends and is run once more from the start.
 */
const anomalyReactions = ['ignore', 'end', 'rollback', 'retry'] as const;

/** Longest phase or time limit, ms: a day, as of a chaos window. Timers of Node go wrong beyond 24 days. */
const longestMs = 86_400_000;

/** An implementation with all of its parameters. */
const nodeSchema = z.strictObject({
  /** A shipped adapter with its version, or a path. */
  use: z.string().min(1).max(4_096),
  /** All of its parameters; durations in ms. */
  parameters: z.record(z.string(), parameterValueSchema),
});

/** Real nodes that one machine can hold: so many of an implementation at most. */
const mostOfOne = 500;

/**
 * The resolved spec: what the program uses. Times in ms, sizes in bytes, shares from 0 to 1, as the field names say.
 * What a user writes (units, omissions, flags) is the other type, in spec-input.ts, which resolves to this one.
 */
export const specSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
    error: 'expected lower-case letters, digits and dashes, at most 63',
  }),
  /** auto: docker where an engine answers, else process. */
  runtime: z.enum(['auto', ...runtimeKinds]),
  seed: z.int().min(0).max(0xffff_ffff),
  repeat: z.int().min(1).max(1000),
  cluster: z.strictObject({
    nodes: z.int().min(2).max(1_000_000),
    /** Of a mixed cluster, whose nodes they are, in the order of their numbers; absent: all are as `node` says. */
    implementations: z
      .array(nodeSchema.extend({ count: z.int().min(1).max(mostOfOne) }))
      .min(1)
      .max(mostOfOne)
      .optional(),
    links: z.enum(linkKinds),
    quality: linkQualitySchema,
    memoryMiB: z.int().min(32).max(1_048_576),
    /** CPU limit per node, in cores; 0: none. */
    cpus: z.number().min(0).max(1_024),
    /** First port of the process runtime's block; 0: search a free one. */
    basePort: z.int().min(0).max(65_535),
  }),
  /** Whose nodes are measured; absent: those of the reference, or a mixed cluster. */
  node: nodeSchema.optional(),
  /** Parameters of the reference; others have their own. */
  protocol: protocolConfigSchema,
  workload: workloadSchema,
  phases: z.strictObject({
    /** Time limit for membership to be complete. */
    warmUpMs: z.number().min(0).max(longestMs),
    /** So long the load grows to its rate before anything is measured; 0: not at all. */
    rampUpMs: z.number().min(0).max(longestMs).default(0),
    /** Length of the steady phase. */
    durationMs: z.number().min(0).max(longestMs),
    idleMs: z.number().min(0).max(longestMs),
    /** An update that has not arrived so long after its write is undelivered (censored). */
    deadlineMs: z.number().min(1).max(longestMs),
  }),
  /** Threshold expressions over `metrics`, as in `fullDisseminationMs.p99<500`. */
  thresholds: z.array(z.string().max(1_000)).max(1_000),
  onAnomaly: z.enum(anomalyReactions).default('ignore'),
  /** What goes wrong, when, and what is expected of it; absent: nothing does. */
  chaos: chaosSchema.optional(),
  /** Links and nodes of a simulation; absent: sound links, nodes that take no time, rounds at random phases. */
  sim: simulationSchema.optional(),
});

export type Spec = z.output<typeof specSchema>;
