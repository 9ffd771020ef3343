import { z } from 'zod';
import { transports } from '../protocol/node/config.js';

/** What a node can report or do beyond the least of the contract; it names them when it is ready. */
export const capabilities = [
  'from',
  'hops',
  'views',
  'members',
  'counters',
  'deletes',
  'supersedes',
  'parameters',
  'hold',
  'leave',
  'probes',
  'attacks',
  'profile',
] as const;
export type Capability = (typeof capabilities)[number];

/** What an implementation promises of itself, so that nobody has to know its parameters. Absent: no promise. */
export const traitsSchema = z.object({
  /** Its gossip interval, ms: what is reported in rounds is time over this. */
  periodMs: z.number().positive().max(86_400_000).optional(),
  /** An accepted update reaches every live node within so long once the links are sound, ms. */
  repairWithinMs: z.number().min(0).max(86_400_000).optional(),
  /** How far back a decision of its failure detector reaches, ms. */
  detectorMemoryMs: z.number().min(0).max(86_400_000).optional(),
  /** Larger values are refused. */
  maxValueBytes: z.int().min(1).max(1_073_741_824).optional(),
  /** How gossip is carried: it decides what the loss of a link means. */
  transport: z.enum(transports).optional(),
});

/** Who a node is and what it can report: what the analysis asks instead of any protocol's parameters. */
export const descriptionSchema = z.object({
  implementation: z.string().regex(/^[ -~]{1,100}$/),
  version: z.string().regex(/^[ -~]{0,100}$/),
  capabilities: z.array(z.enum(capabilities)),
  traits: traitsSchema,
  /** How far off the node's times may be, on the harness's clock, ms. */
  clockUncertaintyMs: z.number().min(0),
});
export type NodeDescription = z.output<typeof descriptionSchema>;
