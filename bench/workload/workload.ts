import { z } from 'zod';
import { framingBytes } from '../../nodes/reference/describe-reference.js';

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

/** More than any machine writes. */
const mostPerSecond = 1_000_000;

/** The workload, resolved. Every field describes its meaning, and the effect of changing it. */
export const workloadSchema = z.strictObject({
  updates: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(10)
    .describe('Number of updates to write in the spread phase.'),
  ratePerSecond: z
    .number()
    .min(0)
    .max(mostPerSecond)
    .default(20)
    .describe(
      'Offered load of the steady phase, in updates. Open loop: a slow node does not slow it down. 0 skips the phase.',
    ),
  generator: z
    .enum(generators)
    .default('harness')
    .describe(
      'Process that sends the steady load over HTTP. harness: the harness itself. autocannon: a separate process near the nodes, for more than some hundred updates per second. Both send the same writes at the same intended times.',
    ),
  arrivals: z
    .enum(arrivalKinds)
    .default('poisson')
    .describe(
      'When the writes of the steady phase are due. poisson: at random, as from many independent clients. steady: at equal intervals. bursts: all writes of each `burstEvery` at once. ramp: at random, while the rate grows linearly from `rampFrom` to `rate`.',
    ),
  burstEveryMs: z
    .number()
    .min(1)
    .max(3_600_000)
    .default(1_000)
    .describe('Time between bursts; each burst holds all writes that the rate gives for this time.'),
  rampFromPerSecond: z
    .number()
    .min(0)
    .max(mostPerSecond)
    .default(0)
    .describe('Rate at the start of the phase, for arrivals ramp.'),
  writer: z
    .enum(writerKinds)
    .default('random')
    .describe(
      'Node that receives a write. random: any live node. round-robin: each in turn. one: always the live node with the lowest number.',
    ),
  keys: z
    .enum(keyKinds)
    .default('distinct')
    .describe(
      'Keys to write. distinct: a new key for each write. uniform: any of `keyCount` keys. zipf: a few keys often, most seldom, by `zipfExponent`. Later writes to a key supersede earlier ones.',
    ),
  keyCount: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(1_000)
    .describe('Number of keys, for keys uniform and zipf.'),
  zipfExponent: z
    .number()
    .gt(0)
    .max(10)
    .default(0.99)
    .describe(
      'Exponent for keys zipf: the key of rank r is written in proportion to 1 / r to this power; YCSB uses 0.99.',
    ),
  payloadBytes: z
    .int()
    .min(1)
    .max(1_073_741_824)
    .default(128)
    .describe('Size of the value of an update; the median if `payloadSizes` varies it.'),
  payloadSizes: z
    .enum(payloadKinds)
    .default('fixed')
    .describe(
      'Distribution of value sizes. fixed: all equal. uniform: payload × (1 ± `payloadSpread`). lognormal: a few large among many small, by `payloadSpread`; none larger than a message can hold.',
    ),
  payloadSpread: z
    .number()
    .min(0)
    .max(5)
    .default(1)
    .describe(
      'Spread of value sizes. uniform: half the range divided by the payload, at most 1. lognormal: standard deviation of the natural logarithm; at 1, one value in twenty is more than five times the median.',
    ),
  deletions: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe(
      'Share of the writes that delete a key. With distinct keys, a deletion takes a key written before.',
    ),
});

export type Workload = z.output<typeof workloadSchema>;

/** The largest value that a workload may write in messages of at most `maxMessageBytes`. */
export function largestPayloadBytes(workload: Workload, maxMessageBytes: number): number {
  const { payloadBytes, payloadSizes, payloadSpread } = workload;
  if (payloadSizes === 'lognormal') return Math.max(payloadBytes, maxMessageBytes - framingBytes);
  return payloadSizes === 'uniform' ? Math.ceil(payloadBytes * (1 + payloadSpread)) : payloadBytes;
}
