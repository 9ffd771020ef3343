import { z } from 'zod';

/** Modes of dissemination (Demers 1987): rumor mongering by push, pull or both, or anti-entropy alone. */
export const modes = ['push', 'pull', 'push-pull', 'anti-entropy'] as const;

/**
 * When a node loses interest in a rumor. `rounds` and `copies` are plain maxima; the other four are those of
 * Demers 1987, section 1.4: interest is lost with feedback (only contacts that were unnecessary count) or blind
 * (every contact counts), after k such contacts (counter) or with probability 1/k at each (coin).
 */
export const stopRules = [
  'rounds',
  'copies',
  'feedback-counter',
  'feedback-coin',
  'blind-counter',
  'blind-coin',
] as const;

/** How a node finds out who is there; each is in membership/. */
export const detectors = ['swim', 'heartbeat', 'none'] as const;

/** How updates are kept from being forged; see auth/. */
export const auths = ['none', 'ed25519'] as const;

/** Parameters of one node's protocol. Every field says its meaning, its sane range, and what moving it costs. */
export const protocolConfigSchema = z.strictObject({
  mode: z
    .enum(modes)
    .default('push-pull')
    .describe(
      'How updates travel. push-pull spreads fastest; push is quiet when idle; anti-entropy never misses.',
    ),
  fanout: z
    .int()
    .min(1)
    .max(64)
    .default(3)
    .describe(
      'Random peers contacted each round. Sane: 1 to 5. More is faster by little and costs traffic linearly.',
    ),
  idleFanout: z
    .int()
    .min(0)
    .max(64)
    .default(1)
    .describe(
      'push-pull alone: peers that a node without hot rumors asks each round, at most the fanout. 1 keeps an idle cluster cheap; the fanout itself gives the classic push-pull, whose idle nodes cost as much as busy ones; 0 leaves pulling to those with news.',
    ),
  intervalMs: z
    .number()
    .min(1)
    .max(3_600_000)
    .default(500)
    .describe(
      'Gossip interval: time between two rounds of a node. Latency and idle cost scale with it, inversely.',
    ),
  intervalJitter: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.1)
    .describe(
      'Each wait is drawn from interval × (1 ± jitter), so that rounds of different nodes do not lock step.',
    ),
  stopRule: z.enum(stopRules).default('feedback-counter').describe('When a node loses interest in a rumor.'),
  stopK: z
    .int()
    .min(1)
    .max(1000)
    .default(4)
    .describe(
      'The k of the stop rule: contacts, rounds or copies, or the inverse probability of a coin. Higher: less residue, more traffic.',
    ),
  repairIntervalMs: z
    .number()
    .min(0)
    .max(3_600_000)
    .default(2_000)
    .describe(
      'Background anti-entropy with one random peer, beside any rumor mode; 0 switches it off, and with it the promise that all arrives.',
    ),
  auth: z
    .enum(auths)
    .default('none')
    .describe(
      'Whether updates are signed by their origin. ed25519: what another forges in its name is dropped; costs 66 bytes a copy, a signature a write, a verification (some 0.1 ms) an update and node, and superseded updates stay holes in the digest. Fixed for the life of a node, and to be the same on every node.',
    ),
  maxMessageBytes: z
    .int()
    .min(512)
    .max(16_777_216)
    .default(65_536)
    .describe(
      'No frame is longer; what does not fit waits for the next exchange. Longer frames are refused unread.',
    ),
  maxBatch: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .describe(
      'Most updates in one message of rumor mongering; 0: as many as fit. Few bound how much a round carries, and pay the framing and the connection for each; repair fills its messages whatever this says.',
    ),
  compareFromBytes: z
    .int()
    .min(0)
    .max(1_073_741_824)
    .default(4_096)
    .describe(
      'push-pull alone: a node whose hot rumors take so many bytes, and more than digests would, compares digests with its peers, so that only what is missing travels; 0: never. Lower saves bytes at smaller loads, and costs one more message’s way for what is pushed.',
    ),
  maxHotUpdates: z
    .int()
    .min(1)
    .max(10_000_000)
    .default(10_000)
    .describe(
      'Back-pressure: a node that still spreads so many updates takes no more writes (503) until some have spread. Higher rides out longer bursts, and costs memory, and CPU for each message; what peers send is always taken.',
    ),
  maxHotBytes: z
    .int()
    .min(512)
    .max(1_073_741_824)
    .default(16_777_216)
    .describe('Back-pressure by size: the same for the bytes of the updates that a node still spreads.'),
  exchangeTimeoutMs: z
    .number()
    .min(10)
    .max(600_000)
    .default(1_000)
    .describe(
      'How long an initiator waits for an answer. Must exceed the round trip; longer holds more connections under loss.',
    ),
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
export type Mode = ProtocolConfig['mode'];
export type StopRule = ProtocolConfig['stopRule'];
export type Detector = ProtocolConfig['detector'];

/** The detector that is at work: heartbeats without an interval are none. */
export function detectorOf({ detector, heartbeatIntervalMs }: ProtocolConfig): Detector {
  return detector === 'heartbeat' && heartbeatIntervalMs === 0 ? 'none' : detector;
}
