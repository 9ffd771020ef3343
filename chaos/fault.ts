import { z } from 'zod';

/** The link faults of the base links; units are in the field names. Later kinds join this union, one file each. */
export const linkQualitySchema = z.strictObject({
  kind: z.literal('linkQuality'),
  /** One-way delay added in each direction, ms. */
  latencyMs: z.number().min(0).max(60_000).default(0),
  /** The delay is uniform in latency ± jitter, ms. */
  jitterMs: z.number().min(0).max(60_000).default(0),
  /** Probability that a message (one direction of one connection) is lost, 0 to 1. */
  loss: z.number().min(0).max(1).default(0),
  /** Rate limit per connection and direction, KB/s (1,000 bytes); 0: none. */
  rateKBps: z.number().min(0).default(0),
});

export const faultSchema = z.discriminatedUnion('kind', [linkQualitySchema]);

export type LinkQuality = z.output<typeof linkQualitySchema>;
export type Fault = z.output<typeof faultSchema>;
