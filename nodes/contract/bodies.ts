import { z } from 'zod';

/** Bodies of the control API's requests and answers; a node may add fields, a harness ignores what it does not know. */

export const healthSchema = z.object({
  nodeId: z.int().min(0),
  incarnation: z.int().min(1),
  implementation: z.string(),
  version: z.string(),
  nowMs: z.number().describe('CLOCK_MONOTONIC of the node, in ms with fraction.'),
});

export const updateNameSchema = z.string().regex(/^\d+\.\d+\.\d+$/);

export const writeResultSchema = z.object({
  update: updateNameSchema.describe('origin.incarnation.seq'),
  tMs: z.number().describe('Time at which the node applied the write, on its own clock.'),
});

export const viewSummarySchema = z.object({
  entries: z.int().min(0),
  digest: z.string().min(1).describe('Equal digests mean equal views, whatever the order of arrival.'),
});

export const viewEntrySchema = z.object({
  key: z.string(),
  update: updateNameSchema,
  clock: z.int().min(0),
  value: z.base64().optional().describe('Absent for a tombstone.'),
});

export const memberSchema = z.object({
  id: z.int().min(0),
  incarnation: z.int().min(0),
  status: z.enum(['alive', 'suspect', 'failed', 'left']),
});

export const probeResultSchema = z.object({
  peer: z.int().min(0),
  sentMs: z.number(),
  receivedMs: z.number().optional().describe("The peer's clock; absent without an answer."),
  answeredMs: z.number().optional(),
  error: z.enum(['timeout', 'refused', 'reset']).optional(),
});

export const probesReceivedSchema = z.object({
  received: z.array(z.object({ peer: z.int().min(0), count: z.int().min(0) })),
});

export const leaseSchema = z.object({ leaseMs: z.int().min(1000) });

export const errorBodySchema = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
});
