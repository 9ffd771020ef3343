import { z } from 'zod';
import type { LifecycleCommands } from './node-command.js';

/** A node leaves in order: SIGTERM, it says goodbye and ends. Healing lets it join again, empty. */
export const stopSchema = z.strictObject({ kind: z.literal('stop') });

export const stopCommands = (): LifecycleCommands => ({
  apply: { verb: 'stop' },
  heal: { verb: 'restart', keepState: false },
});
