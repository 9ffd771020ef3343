import { z } from 'zod';

/** Body of `POST /probe`. */
export const probeRequestSchema = z.strictObject({
  peers: z.array(z.int().min(0)).max(10_000),
  count: z.int().min(1).max(10_000).describe('Canaries to each peer.'),
  timeoutMs: z.number().min(1).max(600_000),
  concurrency: z.int().min(1).max(256).default(8).describe('Canaries in flight at once.'),
});

export type ProbeRequest = z.output<typeof probeRequestSchema>;
