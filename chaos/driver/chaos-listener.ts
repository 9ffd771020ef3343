import type { NodeId } from '../../nodes/protocol/types.js';
import type { Measured } from '../links/measured.js';
import type { ScheduledAction } from '../schedule/schedule.js';

/** What was seen of one action of a schedule; times on the harness's clock, ms. */
export interface FaultSeen {
  readonly action: ScheduledAction;
  /** When it was to happen. */
  readonly dueMs: number;
  /** First and last moment at which a link or node that it touches was known changed. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly confirmed: boolean;
  /** Why it is not confirmed; of one that is, how it was seen where that was not the usual way. */
  readonly reasons: readonly string[];
  readonly measured: Measured;
}

export interface NodeChanged {
  readonly node: NodeId;
  readonly change: 'killed' | 'stopped' | 'paused' | 'resumed' | 'up';
  readonly atMs: number;
  /** Of a node that is up again. */
  readonly incarnation?: number;
}

/** Told what a schedule does while it is carried out. */
export interface ChaosListener {
  /** When an action is due, before anything is done. */
  faultBegins(action: ScheduledAction): void;
  /** Before a node is taken down or frozen: from now on it is not to be asked. */
  nodeLeaves(node: NodeId): void;
  nodeChanged(change: NodeChanged): void;
  faultSeen(seen: FaultSeen): void;
}
