import { z } from 'zod';
import { parameterValueSchema } from '../../nodes/contract/lines/messages.js';

/** A node goes down for as long as the step lasts, and comes back, empty, as another implementation or version. It stays that. */
export const replaceSchema = z.strictObject({
  kind: z.literal('replace'),
  /** As in `node.use`: a shipped adapter with or without its version, or a path. */
  with: z.string().min(1).max(4_096),
  /** By its own names; what is left out has the value of the section `protocol`, or its default. */
  parameters: z.record(z.string(), parameterValueSchema).default({}),
  /** True: the node leaves first; false: it crashes (SIGKILL). */
  graceful: z.boolean().default(true),
});

export type Replace = z.output<typeof replaceSchema>;
