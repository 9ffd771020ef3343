import { z } from 'zod';
import type { LifecycleCommands } from './node-command.js';

/** A crash: SIGKILL, no goodbye. Healing starts the node again, empty, in its next incarnation. */
export const killSchema = z.strictObject({ kind: z.literal('kill') });

export const killCommands = (): LifecycleCommands => ({
  apply: { verb: 'kill' },
  heal: { verb: 'restart', keepState: false },
});
