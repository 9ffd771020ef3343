import { z } from 'zod';
import { disseminationFields } from '../dissemination/config.js';

export { type Mode, modes, type StopRule, stopRules } from '../dissemination/config.js';

/** How a node finds out who is there; each is in membership/. */
export const detectors = ['swim', 'heartbeat', 'none'] as const;

/** Parameters of one node's protocol. Every field says its meaning, its sane range, and what moving it costs. */
export const protocolConfigSchema = z.strictObject({
  ...disseminationFields,
  pooledConnections: z
    .boolean()
    .default(false)
    .describe(
      'Keep connections to peers open. Cheaper under load; loss then acts on connections, not on messages.',
    ),
  detector: z
    .enum(detectors)
    .default('swim')
    .describe(
      'Failure detection. swim: probes, suspicion and refutation, at a constant cost. heartbeat: tables passed round, simple, slow and dear. none: everybody counts as alive. To be the same on every node.',
    ),
  probeIntervalMs: z
    .number()
    .min(10)
    .max(600_000)
    .default(1_000)
    .describe(
      'swim: each interval a node probes one member. Every time of the detector scales with it; shorter detects sooner, costs traffic inversely, and must leave room for the time-out and the helpers’ round trip.',
    ),
  probeTimeoutMs: z
    .number()
    .min(1)
    .max(600_000)
    .default(500)
    .describe(
      'swim: how long a ping waits before helpers are asked. Sane: the 99th percentile of the round trip, at most half the probe interval. Too short asks helpers for nothing; too long leaves them no time.',
    ),
  indirectProbes: z
    .int()
    .min(0)
    .max(64)
    .default(3)
    .describe(
      'swim: helpers that are asked to ping a member which did not answer. Sane: 1 to 5. More err less under loss, and cost four messages each per failed ping; 0: none.',
    ),
  suspicionMultiplier: z
    .int()
    .min(1)
    .max(100)
    .default(4)
    .describe(
      'swim: a suspected member has at least multiplier × max(1, log10 n) × probe interval to refute; multiplier − 2 further accusers bring the time-out down to that. Sane: 3 to 6. Higher errs less and detects later.',
    ),
  maxSuspicionMultiplier: z
    .int()
    .min(1)
    .max(100)
    .default(6)
    .describe(
      'swim: without further accusers the suspicion lasts so many times the shortest time-out. 1 switches the shrinking off; higher protects healthy members from slow accusers, and delays detection where few accuse.',
    ),
  retransmitMultiplier: z
    .int()
    .min(1)
    .max(100)
    .default(4)
    .describe(
      'swim: each node passes a piece of news on multiplier × ⌈log10(n + 1)⌉ times. Sane: 3 to 5. Fewer risk that somebody misses it, more cost bytes.',
    ),
  awarenessMax: z
    .int()
    .min(0)
    .max(64)
    .default(8)
    .describe(
      'swim: greatest local health multiplier. A node that doubts itself stretches probe interval and time-out up to 1 + this times. 0 switches it off; higher spares others a slow node’s errors, and lets it detect late.',
    ),
  memberGossipIntervalMs: z
    .number()
    .min(1)
    .max(600_000)
    .default(200)
    .describe(
      'swim: while there is news of members that dissemination does not carry along, so often it is told to fanout others. Without news nothing is sent. Shorter tells sooner, and makes many small messages of few large ones.',
    ),
  gossipToTheDeadMs: z
    .number()
    .min(0)
    .max(86_400_000)
    .default(30_000)
    .describe(
      'swim: so long a failed member is remembered and still told news, that it may refute; then it is forgotten. Longer heals longer partitions without rejoin, and costs messages to the dead.',
    ),
  rejoinIntervalMs: z
    .number()
    .min(0)
    .max(86_400_000)
    .default(5_000)
    .describe(
      'swim: how often a node tries one of the roster that is failed, forgotten or never heard of, with probability missing / alive. Parted clusters find each other within about this; 0 switches it off, and a partition that outlasted the forgetting then never heals.',
    ),
  memberSyncIntervalMs: z
    .number()
    .min(0)
    .max(86_400_000)
    .default(30_000)
    .describe(
      'swim: how often a node exchanges all it believes of members with a random one, since gossip may miss somebody; beyond 32 nodes less often, as in memberlist: ⌈log2(n / 32)⌉ intervals are added. Shorter mends sooner and costs about 8 bytes a member and exchange; 0 switches it off.',
    ),
  heartbeatIntervalMs: z
    .number()
    .min(0)
    .max(600_000)
    .default(500)
    .describe('heartbeat (van Renesse 1998): how often a node passes its table on; 0 is detector none.'),
  failureTimeoutMs: z
    .number()
    .min(100)
    .max(3_600_000)
    .default(10_000)
    .describe(
      'heartbeat: a member whose heartbeat did not advance for so long is failed. Shorter detects sooner and errs more often.',
    ),
  maxRounds: z.int().min(0).default(0).describe('Stop starting rounds after so many; 0: no such limit.'),
  maxTimeMs: z.number().min(0).default(0).describe('Stop starting rounds after so long; 0: no such limit.'),
});

export type ProtocolConfig = z.output<typeof protocolConfigSchema>;
export type Detector = ProtocolConfig['detector'];

/** The detector that is at work: heartbeats without an interval are none. */
export function detectorOf({ detector, heartbeatIntervalMs }: ProtocolConfig): Detector {
  return detector === 'heartbeat' && heartbeatIntervalMs === 0 ? 'none' : detector;
}
