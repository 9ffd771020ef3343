import type { NodeId } from '../../../protocol/types.js';
import type { LinkState } from './links/link-state.js';
import type { ChangedLinks } from './links/link-states.js';

/** How faults reach the links of a simulated cluster, where others have Toxiproxy. */
export interface SimulatedLinks {
  /** What every link is like without faults; undefined: sound. */
  readonly base: LinkState | undefined;
  /** From now on a directed link is in this state; where that is undefined, as it was provisioned. */
  set(stateOf: ChangedLinks | undefined): void;
  /**
   * A canary over the directed link, as toxics make it now: its delay, ms; undefined where it would be lost. What the link's own model does
   * is left out, so that a fault is seen by itself. It takes no virtual time, and leaves no trace in the traffic.
   */
  probe(from: NodeId, to: NodeId): number | undefined;
}
