import type { FaultSeen } from './chaos-listener.js';

/** What became of an action. */
export type Acted = Pick<FaultSeen, 'firstMs' | 'lastMs' | 'confirmed' | 'reasons' | 'measured'>;

export const failedAct = (atMs: number, error: unknown): Acted => ({
  firstMs: atMs,
  lastMs: atMs,
  confirmed: false,
  reasons: [error instanceof Error ? error.message : String(error)],
  measured: { probes: 0 },
});
