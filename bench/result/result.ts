import { z } from 'zod';
import { runtimeKinds } from '../../nodes/runtime/runtime-kind.js';

/**
 * result.json: the schema of a run's figures. A field that the run could not measure is absent, never null or 0.
 * Definitions and sources: bench/METRICS.md.
 */

/** A percentile that falls among undelivered pairs is no number. */
export const beyondDeadline = '> deadline';
const percentile = z.union([z.number(), z.literal(beyondDeadline)]);

/** What did not happen before the run ended, though it was waited for, is no number either. */
export const never = 'never';
const untilThen = z.union([z.number(), z.literal(never)]);

export const latencySummarySchema = z.strictObject({
  p50: percentile,
  p90: percentile,
  p99: percentile,
  p999: percentile,
  max: percentile,
  /** Over delivered pairs alone; absent where none was. */
  mean: z.number().optional(),
  /** Expected pairs, delivered or not. */
  count: z.int(),
});

/** Over crashes, or replacements; what was not seen to happen counts as `never`, the largest of all. */
const overEvents = z.strictObject({ p50: untilThen, max: untilThen, count: z.int() });

const spreadOverNodes = z.strictObject({ p50: z.number(), max: z.number() });

export const metricsSchema = z.strictObject({
  propagationLatencyMs: latencySummarySchema.optional(),
  fullDisseminationMs: z
    .strictObject({ p50: percentile, p99: percentile, max: percentile, count: z.int() })
    .optional(),
  timeToFractionMs: z.record(z.enum(['0.5', '0.9', '0.99']), percentile).optional(),
  rounds: z.strictObject({ t50: percentile, t99: percentile, last: percentile }).optional(),
  infectionCurve: z
    .array(z.strictObject({ ms: z.number(), fraction: z.number(), low: z.number(), high: z.number() }))
    .optional(),
  /** The prediction of a simulation of the same spec and seed, and the error of the prediction. */
  prediction: z
    .strictObject({
      infectionCurve: z.array(z.strictObject({ ms: z.number(), fraction: z.number() })),
      /** Largest distance of the two infection curves, 0 to 1. */
      curveError: z.number(),
      fullDisseminationMs: z.strictObject({ p50: percentile, p99: percentile }),
      /** (predicted − measured) / measured. */
      fullDisseminationP50Error: z.number().optional(),
    })
    .optional(),
  reach: z.number().optional(),
  residue: z.number().optional(),
  trafficPerUpdatePerNode: z.number().optional(),
  relativeMessageRedundancy: z.number().optional(),
  lastDeliveryHop: z.strictObject({ p50: z.number(), max: z.number() }).optional(),
  wireBytesPerUpdatePerNode: z.number().optional(),
  byteOverhead: z.number().optional(),
  /** All that was sent over the window of the cost, idle gossip included. */
  sent: z
    .strictObject({ bytesPerSecondPerNode: z.number(), messagesPerSecondPerNode: z.number() })
    .optional(),
  idle: z
    .strictObject({ bytesPerSecondPerNode: z.number(), messagesPerSecondPerNode: z.number() })
    .optional(),
  /** What was sent over the UDP side of the links, as the links counted it; shares are of the datagrams that were sent. */
  datagrams: z
    .strictObject({
      datagramsPerSecondPerNode: z.number(),
      bytesPerSecondPerNode: z.number(),
      /** By chance, as faults asked. */
      lostShare: z.number(),
      /** By cuts. */
      cutShare: z.number(),
      /** For want of room, in the links or in the system. */
      crowdedOutShare: z.number(),
    })
    .optional(),
  /** What nodes sent over their links, counted outside of them; bytes with the headers of IP, TCP and UDP. */
  wire: z
    .strictObject({
      bytesPerSecondPerNode: z.number(),
      payloadBytesPerSecondPerNode: z.number(),
      packetsPerSecondPerNode: z.number(),
      /** Of the bytes, those of datagrams. */
      datagramShare: z.number(),
      /** Without what idle links carried in the same time. */
      bytesPerUpdatePerNode: z.number().optional(),
      idleBytesPerSecondPerNode: z.number().optional(),
    })
    .optional(),
  resources: z.strictObject({ cpuMsPerSecond: spreadOverNodes, memoryMiB: spreadOverNodes }).optional(),
  load: z
    .strictObject({
      offeredPerSecond: z.number(),
      acceptedPerSecond: z.number(),
      deliveredPerSecond: z.number(),
      /** Answered 503: back-pressure. */
      pushedBackPerSecond: z.number(),
      writeLatencyMs: latencySummarySchema.optional(),
      /** From the intended send until every live node held the update. */
      dueToEverywhereMs: z.strictObject({
        p50: percentile,
        p99: percentile,
        max: percentile,
        count: z.int().optional(),
      }),
      /** How much later than intended the generator sent its writes. */
      generatorLatenessMs: z.strictObject({
        p50: z.number(),
        p99: z.number(),
        max: z.number(),
        count: z.int().optional(),
      }),
      /** Accepted and not yet everywhere; when it was gone after the last intended send. */
      backlog: z.strictObject({ peakUpdates: z.int(), drainMs: untilThen }),
      /** How near to its limits the cluster came, the worst node each; bench/METRICS.md defines each share. */
      limits: z.strictObject({
        nodeCpuShare: z.number().optional(),
        machineBusyShare: z.number().optional(),
        timerLatenessMs: z.number().optional(),
        hotUpdatesShare: z.number().optional(),
        exchangesFailedShare: z.number().optional(),
        linkShare: z.number().optional(),
      }),
    })
    .optional(),
  invariants: z
    .strictObject({
      lostUpdates: z.strictObject({
        fromLiveOrigin: z.int(),
        fromCrashedOrigin: z.int(),
        /** Every node that held them was down at once; absent in results of version 0.1. */
        heldByNobodyAlive: z.int().optional(),
      }),
      phantomUpdates: z.int(),
      equalDigests: z.boolean().optional(),
      /** Times that an older write took a newer one's place. */
      versionRegressions: z.int().optional(),
      /** Of these, those that brought a deleted key back. */
      resurrectedKeys: z.int().optional(),
    })
    .optional(),
  recovery: z
    .strictObject({
      reachDuringFault: z
        .strictObject({ withinSides: z.number().optional(), acrossSides: z.number().optional() })
        .optional(),
      convergenceAfterHealMs: untilThen.optional(),
      /** Why it never converged, or why that is unknown; one sentence. */
      unconverged: z.string().optional(),
      /** From each return of a node as another implementation or version until the views agreed. */
      agreementAfterReplaceMs: overEvents.optional(),
      staleness: z.strictObject({ maxUpdates: z.int(), maxAgeMs: z.number() }).optional(),
      propagationRecoveryMs: untilThen.optional(),
    })
    .optional(),
  detection: z
    .strictObject({
      firstDetectionMs: overEvents.optional(),
      fullDetectionMs: overEvents.optional(),
      falsePositives: z.int(),
      falsePositivesAtHealthy: z.int(),
      membershipRecoveryMs: untilThen.optional(),
    })
    .optional(),
});

export type Metrics = z.output<typeof metricsSchema>;
export type LatencySummary = z.output<typeof latencySummarySchema>;

export const verdictSchema = z.strictObject({
  status: z.enum(['pass', 'fail', 'unknown']),
  reasons: z.array(z.string()),
});
export type Verdict = z.output<typeof verdictSchema>;

export const faultRecordSchema = z.strictObject({
  name: z.string(),
  asked: z.record(z.string(), z.unknown()),
  measured: z.record(z.string(), z.unknown()),
  links: z.int(),
  /** The nodes that it acts on, of a fault of nodes. */
  nodes: z.array(z.int()).optional(),
  confirmed: z.boolean(),
  reasons: z.array(z.string()),
  window: z.strictObject({ startMs: z.number(), endMs: z.number().optional() }),
  /** Between the first and the last link, as the fault was put on. */
  skewMs: z.number(),
  /** The same as it was healed. */
  healSkewMs: z.number().optional(),
});

export type FaultRecord = z.output<typeof faultRecordSchema>;

export const contextSchema = z.strictObject({
  versions: z.record(z.string(), z.string()),
  machine: z.strictObject({
    os: z.string(),
    kernel: z.string(),
    cpu: z.string(),
    cores: z.int(),
    memoryMiB: z.int(),
  }),
  seed: z.int(),
  runtime: z.enum(runtimeKinds),
  /** Which runtime was taken and why, in one sentence. */
  runtimeReason: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  /** One-minute averages; `after` is absent where the run was killed. */
  loadAverage: z.strictObject({ before: z.number(), after: z.number().optional() }),
  /** Of one core, in the steady window, 0 to 1. */
  harnessCpuShare: z.number().optional(),
  /** Busy share of all cores in the steady window, 0 to 1. */
  machineBusyShare: z.number().optional(),
  clockOffsetMs: z.number(),
  clockUncertaintyMs: z.number(),
});

export const resultSchema = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string(),
  state: z.enum(['completed', 'failed', 'interrupted']),
  phase: z.string(),
  verdict: verdictSchema,
  /** Fully resolved: units converted, defaults filled in. */
  spec: z.record(z.string(), z.unknown()),
  context: contextSchema,
  faults: z.array(faultRecordSchema),
  metrics: metricsSchema,
  /** What a reader of the figures should know, a sentence each; absent: nothing. */
  warnings: z.array(z.string()).optional(),
});

export type Result = z.output<typeof resultSchema>;
export type RunContext = z.output<typeof contextSchema>;
