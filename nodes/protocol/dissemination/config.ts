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

/** How updates are kept from being forged; see auth/. */
const auths = ['none', 'ed25519'] as const;

/** Parameters of dissemination. Each field states its meaning, a sane range, and what changing it costs. */
export const disseminationFields = {
  mode: z
    .enum(modes)
    .default('push-pull')
    .describe(
      'How updates spread. push-pull is fastest; push is silent when idle; anti-entropy misses nothing.',
    ),
  fanout: z
    .int()
    .min(1)
    .max(64)
    .default(3)
    .describe(
      'Random peers contacted each round. Sane: 1 to 5. Traffic grows linearly with it, speed only a little.',
    ),
  idleFanout: z
    .int()
    .min(0)
    .max(64)
    .default(1)
    .describe(
      'push-pull only: peers that a node without hot rumors contacts each round, at most the fanout. 1 keeps an idle cluster cheap. The fanout itself gives classic push-pull, whose idle nodes cost as much as busy ones. 0: only nodes with hot rumors pull.',
    ),
  intervalMs: z
    .number()
    .min(1)
    .max(3_600_000)
    .default(500)
    .describe(
      'Gossip interval: time between two rounds of a node. Latency grows with it; idle cost grows as it shrinks.',
    ),
  intervalJitter: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.1)
    .describe(
      'Each wait is drawn from interval × (1 ± jitter), so that the rounds of nodes do not synchronise.',
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
      'Interval of background anti-entropy with a random peer, in every rumor mode. 0 disables it; then delivery is not guaranteed.',
    ),
  auth: z
    .enum(auths)
    .default('none')
    .describe(
      'Signatures of updates by their origin. ed25519: forged updates are dropped; costs 66 bytes per copy, a signature per write and a verification (some 0.1 ms) per update and node, and superseded updates stay holes in the digest. Fixed for an incarnation; must be the same on every node.',
    ),
  maxMessageBytes: z
    .int()
    .min(512)
    .max(16_777_216)
    .default(65_536)
    .describe(
      'Maximum frame size. What does not fit waits for the next exchange; longer frames are rejected unread.',
    ),
  maxBatch: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .describe(
      'Maximum updates in one message of rumor mongering; 0: as many as fit. Few updates per message limit what a round carries and cost more framing and connections. Repair ignores it.',
    ),
  compareFromBytes: z
    .int()
    .min(0)
    .max(1_073_741_824)
    .default(4_096)
    .describe(
      'push-pull only: from this many bytes of hot rumors on (and more than digests take), a node compares digests first, so that only missing updates are sent; 0: never. Lower saves bytes at smaller loads, and delays a push by one message.',
    ),
  maxHotUpdates: z
    .int()
    .min(1)
    .max(10_000_000)
    .default(10_000)
    .describe(
      'Back-pressure: with this many hot updates a node rejects writes (503) until some have spread. Higher absorbs longer bursts and costs memory, and CPU per message. Updates from peers are always accepted.',
    ),
  maxHotBytes: z
    .int()
    .min(512)
    .max(1_073_741_824)
    .default(16_777_216)
    .describe('Back-pressure by size: the same limit for the bytes of hot updates.'),
  exchangeTimeoutMs: z
    .number()
    .min(10)
    .max(600_000)
    .default(1_000)
    .describe(
      'Time an initiator waits for an answer. Must exceed the round trip; longer holds more connections open under loss.',
    ),
};

const disseminationSchema = z.object(disseminationFields);
export type DisseminationConfig = Readonly<z.output<typeof disseminationSchema>>;
export type Mode = DisseminationConfig['mode'];
export type StopRule = DisseminationConfig['stopRule'];
