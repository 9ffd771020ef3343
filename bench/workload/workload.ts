import { z } from 'zod';

/** When the writes of a steady load are due; see arrivals.ts. */
const arrivalKinds = ['poisson', 'steady', 'bursts', 'ramp'] as const;
/** Who is written at; see turns.ts. */
const writerKinds = ['random', 'round-robin', 'one'] as const;
/** Who sends the steady load: the harness's own process, or autocannon in one of its own. */
const generators = ['harness', 'autocannon'] as const;
/** Which keys are written; see keys.ts. */
const keyKinds = ['distinct', 'uniform', 'zipf'] as const;
/** How values differ in size; see payload-sizes.ts. */
const payloadKinds = ['fixed', 'uniform', 'lognormal'] as const;

/** What is written, resolved. Every field says its meaning, and what moving it does. */
export const workloadSchema = z.strictObject({
  updates: z.int().min(0).default(10).describe('Updates written in the spread phase.'),
  ratePerSecond: z
    .number()
    .min(0)
    .default(20)
    .describe(
      'Offered load of the steady phase, in updates; open loop, so that a slow node does not slow it. 0: no steady phase.',
    ),
  generator: z
    .enum(generators)
    .default('harness')
    .describe(
      'Who sends the steady load over HTTP. harness: the process that also reads the nodes. autocannon: a process of its own beside the nodes, for more than some hundred updates a second. Both send the same writes at the same intended times.',
    ),
  arrivals: z
    .enum(arrivalKinds)
    .default('poisson')
    .describe(
      'When the writes of the steady phase are due. poisson: at random, as from many independent clients. steady: at equal distances. bursts: all of each `burstEvery` at once. ramp: at random, the rate growing evenly from `rampFrom` to `rate`.',
    ),
  burstEveryMs: z
    .number()
    .min(1)
    .max(3_600_000)
    .default(1_000)
    .describe('bursts: so often all writes that the rate gives for this time are due at one moment.'),
  rampFromPerSecond: z.number().min(0).default(0).describe('ramp: the rate at the begin of the phase.'),
  writer: z
    .enum(writerKinds)
    .default('random')
    .describe(
      'Which node a write goes to. random: any live one. round-robin: one after the other. one: the live node with the lowest number gets all.',
    ),
  keys: z
    .enum(keyKinds)
    .default('distinct')
    .describe(
      'Which keys are written. distinct: each write a new one. uniform: any of `keyCount`. zipf: few of them often, most seldom, by `zipfExponent`; writes to a key supersede each other.',
    ),
  keyCount: z.int().min(1).max(1_000_000).default(1_000).describe('uniform, zipf: how many keys there are.'),
  zipfExponent: z
    .number()
    .gt(0)
    .max(10)
    .default(0.99)
    .describe('zipf: the key of rank r is written in proportion to 1 / r to this power; YCSB uses 0.99.'),
  payloadBytes: z
    .int()
    .min(1)
    .default(128)
    .describe('Size of the value of one update; the median, where `payloadSizes` has them differ.'),
  payloadSizes: z
    .enum(payloadKinds)
    .default('fixed')
    .describe(
      'How values differ in size. fixed: not at all. uniform: evenly over payload × (1 ± `payloadSpread`). lognormal: few large ones among many small, by `payloadSpread`; none larger than fits a message.',
    ),
  payloadSpread: z
    .number()
    .min(0)
    .max(5)
    .default(1)
    .describe(
      'uniform: half the range over the payload, at most 1. lognormal: deviation of the natural logarithm; at 1 one in twenty is more than five times the median.',
    ),
  deletions: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe(
      'Share of the writes that delete a key instead: one that was written before, where keys are distinct.',
    ),
});

export type Workload = z.output<typeof workloadSchema>;

/** Room for what goes around one update's value in a frame: key, version, header. */
export const framingBytes = 256;

/** The largest value that a workload may write in messages of at most `maxMessageBytes`. */
export function largestPayloadBytes(workload: Workload, maxMessageBytes: number): number {
  const { payloadBytes, payloadSizes, payloadSpread } = workload;
  if (payloadSizes === 'lognormal') return Math.max(payloadBytes, maxMessageBytes - framingBytes);
  return payloadSizes === 'uniform' ? Math.ceil(payloadBytes * (1 + payloadSpread)) : payloadBytes;
}
