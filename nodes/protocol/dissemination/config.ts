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

/** Parameters of dissemination. Every field says its meaning, its sane range, and what moving it costs. */
export const disseminationFields = {
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
};

const disseminationSchema = z.object(disseminationFields);
export type DisseminationConfig = Readonly<z.output<typeof disseminationSchema>>;
export type Mode = DisseminationConfig['mode'];
export type StopRule = DisseminationConfig['stopRule'];
