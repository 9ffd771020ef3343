import { z } from 'zod';
import type { LifecycleCommands } from './node-command.js';

/** A node goes down for as long as the step lasts, and comes back with its state or without. */
export const restartSchema = z.strictObject({
  kind: z.literal('restart'),
  /** True: the node has its view again when it is back; false: it begins empty and must be told everything. */
  keepState: z.boolean().default(false),
  /** True: it leaves first (SIGTERM); false: it crashes (SIGKILL). */
  graceful: z.boolean().default(true),
});

export type Restart = z.output<typeof restartSchema>;

export const restartCommands = ({ keepState, graceful }: Restart): LifecycleCommands => ({
  apply: { verb: graceful ? 'stop' : 'kill' },
  heal: { verb: 'restart', keepState },
});
