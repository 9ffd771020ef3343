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
  intervalMs: z
    .number()
    .min(1)
    .max(3_600_000)
    .default(200)
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
  maxMessageBytes: z
    .int()
    .min(512)
    .max(16_777_216)
    .default(65_536)
    .describe(
      'No frame is longer; what does not fit waits for the next exchange. Longer frames are refused unread.',
    ),
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
  heartbeatIntervalMs: z
    .number()
    .min(0)
    .max(600_000)
    .default(500)
    .describe(
      'Gossip-style failure detection (van Renesse 1998): how often a node passes its heartbeat table on; 0 switches it off.',
    ),
  failureTimeoutMs: z
    .number()
    .min(100)
    .max(3_600_000)
    .default(10_000)
    .describe(
      'A member whose heartbeat did not advance for so long is failed. Shorter detects sooner and errs more often.',
    ),
  maxRounds: z.int().min(0).default(0).describe('Stop starting rounds after so many; 0: no such limit.'),
  maxTimeMs: z.number().min(0).default(0).describe('Stop starting rounds after so long; 0: no such limit.'),
});

export type ProtocolConfig = z.output<typeof protocolConfigSchema>;
export type Mode = ProtocolConfig['mode'];
export type StopRule = ProtocolConfig['stopRule'];
