import type { FaultSeen } from './chaos-listener.js';

/** What became of an action. */
export type ActionOutcome = Pick<FaultSeen, 'firstMs' | 'lastMs' | 'confirmed' | 'reasons' | 'measured'>;

export const failedAction = (atMs: number, error: unknown): ActionOutcome => ({
  firstMs: atMs,
  lastMs: atMs,
  confirmed: false,
  reasons: [error instanceof Error ? error.message : String(error)],
  measured: { probes: 0 },
});
