import { constantLatency } from './constant-latency.js';
import type { Distance } from './distance.js';
import type { Duplication } from './duplication.js';
import type { Latency } from './latency.js';
import type { Loss } from './loss.js';
import type { Reordering } from './reordering.js';

/**
 * What every directed link does to a message. It may hold state (bursty loss does): one model for one network. Without
 * reordering, what one side sends on one exchange arrives in order, as on a connection.
 */
export interface LinkModel {
  readonly latency: Latency;
  /** Absent: all nodes are in one place. */
  readonly distance?: Distance;
  readonly loss?: Loss;
  readonly duplication?: Duplication;
  readonly reordering?: Reordering;
}

/** Every message arrives once, after this time. */
export const perfectLinks = (latencyMs: number): LinkModel => ({ latency: constantLatency(latencyMs) });
