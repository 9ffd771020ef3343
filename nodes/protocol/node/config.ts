import { z } from 'zod';
import { disseminationFields } from '../dissemination/config.js';

export { type Mode, modes, type StopRule, stopRules } from '../dissemination/config.js';

export const transports = ['udp', 'tcp', 'tcp-pooled'] as const;

/** How a node finds out who is there; each is in membership/. */
export const detectors = ['swim', 'heartbeat', 'none'] as const;

/** Parameters of one node's protocol. Each field states its meaning, a sane range, and what changing it costs. */
export const protocolConfigSchema = z.strictObject({
  ...disseminationFields,
  transport: z
    .enum(transports)
    .default('udp')
    .describe(
      'How messages travel. udp: each as a datagram, the large ones over TCP. tcp: a connection an exchange; costs three times the CPU. tcp-pooled: kept connections; loss then hits connections, not messages. Must be the same on every node.',
    ),
  maxDatagramBytes: z
    .int()
    .min(256)
    .max(65_507)
    .default(1_400)
    .describe(
      'udp: larger messages go over a TCP connection each. Sane: 508 to 1,472 less the headers of tunnels; what exceeds the path MTU is fragmented, and lost with any fragment.',
    ),
  detector: z
    .enum(detectors)
    .default('swim')
    .describe(
      'Failure detector. swim: probes, suspicion and refutation at constant cost. heartbeat: gossiped tables; simple, slow and expensive. none: every node counts as alive. Must be the same on every node.',
    ),
  probeIntervalMs: z
    .number()
    .min(10)
    .max(600_000)
    .default(1_000)
    .describe(
      'swim: each interval a node probes one member. All times of the detector scale with it. Shorter detects sooner and costs more traffic; it must leave room for the probe timeout and an indirect probe.',
    ),
  probeTimeoutMs: z
    .number()
    .min(1)
    .max(600_000)
    .default(500)
    .describe(
      'swim: wait for an ack before indirect probes. Sane: the 99th percentile of the round trip, at most half the probe interval. Too short wastes indirect probes; too long leaves them no time.',
    ),
  indirectProbes: z
    .int()
    .min(0)
    .max(64)
    .default(3)
    .describe(
      'swim: members that probe indirectly when a ping fails. Sane: 1 to 5. More means fewer errors under loss, at four messages each; 0 disables indirect probes.',
    ),
  suspicionMultiplier: z
    .int()
    .min(1)
    .max(100)
    .default(4)
    .describe(
      'swim: the shortest suspicion lasts multiplier × max(1, log10 n) × probe interval; it is reached with multiplier − 2 further accusers. Sane: 3 to 6. Higher means fewer false positives and later detection.',
    ),
  maxSuspicionMultiplier: z
    .int()
    .min(1)
    .max(100)
    .default(6)
    .describe(
      'swim: a suspicion without further accusers lasts this many times the shortest one. 1 disables the shrinking. Higher protects healthy members from slow accusers and delays detection where few accuse.',
    ),
  retransmitMultiplier: z
    .int()
    .min(1)
    .max(100)
    .default(4)
    .describe(
      'swim: each node retransmits a membership update multiplier × ⌈log10(n + 1)⌉ times. Sane: 3 to 5. Fewer may miss a node; more cost bytes.',
    ),
  awarenessMax: z
    .int()
    .min(0)
    .max(64)
    .default(8)
    .describe(
      'swim: maximum local health score (Lifeguard). An unhealthy node stretches its probe interval and timeout up to 1 + this times. 0 disables it. Higher spares others the errors of a slow node, which then detects later.',
    ),
  memberGossipIntervalMs: z
    .number()
    .min(1)
    .max(600_000)
    .default(200)
    .describe(
      'swim: interval at which membership updates that are not piggybacked on dissemination are sent to fanout peers; without updates nothing is sent. Shorter spreads sooner, in more and smaller messages.',
    ),
  gossipToTheDeadMs: z
    .number()
    .min(0)
    .max(86_400_000)
    .default(30_000)
    .describe(
      'swim: how long a failed member is remembered and still sent updates, so that it can refute; then it is forgotten. Longer heals longer partitions without rejoin, at the cost of messages to dead nodes.',
    ),
  rejoinIntervalMs: z
    .number()
    .min(0)
    .max(86_400_000)
    .default(5_000)
    .describe(
      'swim: interval at which a node contacts a failed, forgotten or unknown node of the roster, with probability missing / alive. Separated clusters rejoin within about this time. 0 disables it; then a partition that outlasts the forgetting never heals.',
    ),
  memberSyncIntervalMs: z
    .number()
    .min(0)
    .max(86_400_000)
    .default(30_000)
    .describe(
      'swim: interval of a full exchange of member tables with a random member, since gossip can miss a node. Beyond 32 nodes ⌈log2(n / 32)⌉ intervals are added, as in memberlist. Shorter repairs sooner, at about 8 bytes per member and exchange; 0 disables it.',
    ),
  heartbeatIntervalMs: z
    .number()
    .min(0)
    .max(600_000)
    .default(500)
    .describe(
      'heartbeat (van Renesse 1998): interval at which a node gossips its table; 0 means detector none.',
    ),
  failureTimeoutMs: z
    .number()
    .min(100)
    .max(3_600_000)
    .default(10_000)
    .describe(
      'heartbeat: a member whose heartbeat has not advanced for this long is failed. Shorter detects sooner, with more false positives.',
    ),
  maxRounds: z.int().min(0).default(0).describe('Start no more rounds after this many; 0: no limit.'),
  maxTimeMs: z.number().min(0).default(0).describe('Start no more rounds after this long; 0: no limit.'),
});

export type ProtocolConfig = z.output<typeof protocolConfigSchema>;
export type Detector = ProtocolConfig['detector'];

/** The detector that is at work: heartbeats without an interval are none. */
export function detectorOf({ detector, heartbeatIntervalMs }: ProtocolConfig): Detector {
  return detector === 'heartbeat' && heartbeatIntervalMs === 0 ? 'none' : detector;
}
