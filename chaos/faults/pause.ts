import { z } from 'zod';
import type { LifecycleCommands } from './node-command.js';

/**
 * A stalled process that comes back: it is frozen, its sockets stay open and fill up, and it wakes without knowing
 * that time has passed, as after a long garbage collection or a live migration.
 */
export const pauseSchema = z.strictObject({ kind: z.literal('pause') });

export const pauseCommands = (): LifecycleCommands => ({
  apply: { verb: 'pause' },
  heal: { verb: 'resume' },
});
